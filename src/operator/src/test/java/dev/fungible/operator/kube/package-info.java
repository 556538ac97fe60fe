/** Tests of the package, against a server of their own where one is needed. */
@NullMarked
package dev.fungible.operator.kube;

import org.jspecify.annotations.NullMarked;
