/** What people are told on the cluster: Events, and the status ConfigMap. */
@NullMarked
package dev.fungible.operator.report;

import org.jspecify.annotations.NullMarked;
