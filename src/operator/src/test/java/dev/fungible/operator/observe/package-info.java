@NullMarked
package dev.fungible.operator.observe;

import org.jspecify.annotations.NullMarked;
