/** The hands of the operator: guarded, idempotent writes to nodes, pods and jobs. */
@NullMarked
package dev.fungible.operator.act;

import org.jspecify.annotations.NullMarked;
