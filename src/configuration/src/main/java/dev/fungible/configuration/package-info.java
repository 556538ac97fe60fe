/** Reads and checks the configuration file and builds the engine that it describes. */
@NullMarked
package dev.fungible.configuration;

import org.jspecify.annotations.NullMarked;
