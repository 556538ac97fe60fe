/** What each part of the image is worth: time to readiness, processor time and memory. */
@NullMarked
package dev.fungible.benchmarks.image;

import org.jspecify.annotations.NullMarked;
