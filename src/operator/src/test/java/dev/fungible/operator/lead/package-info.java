@NullMarked
package dev.fungible.operator.lead;

import org.jspecify.annotations.NullMarked;
