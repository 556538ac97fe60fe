@NullMarked
package dev.fungible.cli;

import org.jspecify.annotations.NullMarked;
