@NullMarked
package dev.fungible.operator.config;

import org.jspecify.annotations.NullMarked;
