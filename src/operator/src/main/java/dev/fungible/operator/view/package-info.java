/** What is kept of nodes and pods: the fields that decisions read, and no more. */
@NullMarked
package dev.fungible.operator.view;

import org.jspecify.annotations.NullMarked;
