@NullMarked
package dev.fungible.operator.act;

import org.jspecify.annotations.NullMarked;
