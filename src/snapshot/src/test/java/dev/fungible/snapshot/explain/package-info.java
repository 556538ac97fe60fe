/** Tests of the answers to "why?". */
@org.jspecify.annotations.NullMarked
package dev.fungible.snapshot.explain;
