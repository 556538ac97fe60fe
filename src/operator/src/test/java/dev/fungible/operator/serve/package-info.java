@NullMarked
package dev.fungible.operator.serve;

import org.jspecify.annotations.NullMarked;
