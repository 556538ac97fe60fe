@NullMarked
package dev.fungible.policies;

import org.jspecify.annotations.NullMarked;
