/** Plain JSON objects of an API server: requests, lists, watches, and what is kept of them. */
@NullMarked
package dev.fungible.operator.kube;

import org.jspecify.annotations.NullMarked;
