/** Tests of metrics, rules and alerts with Prometheus' own tools. */
@NullMarked
package dev.fungible.e2e.rules;

import org.jspecify.annotations.NullMarked;
