/** The reflector and the requests, against a real API server. */
@NullMarked
package dev.fungible.e2e.kube;

import org.jspecify.annotations.NullMarked;
