@NullMarked
package dev.fungible.operator.view;

import org.jspecify.annotations.NullMarked;
