/** Traces of demand and of training jobs: values, file formats, inspection and import. */
@NullMarked
package dev.fungible.simulator.trace;

import org.jspecify.annotations.NullMarked;
