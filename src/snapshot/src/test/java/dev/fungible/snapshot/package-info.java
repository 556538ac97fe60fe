@NullMarked
package dev.fungible.snapshot;

import org.jspecify.annotations.NullMarked;
