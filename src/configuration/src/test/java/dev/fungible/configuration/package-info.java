/** Tests of reading, checking and writing configurations. */
@NullMarked
package dev.fungible.configuration;

import org.jspecify.annotations.NullMarked;
