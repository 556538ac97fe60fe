/** Tests of the Helm chart, and of the manifests that are made from it. */
@NullMarked
package dev.fungible.e2e.helm;

import org.jspecify.annotations.NullMarked;
