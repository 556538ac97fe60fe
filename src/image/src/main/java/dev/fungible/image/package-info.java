/** Makes the container image: a file tree and a part of an OCI layout for each platform. */
@NullMarked
package dev.fungible.image;

import org.jspecify.annotations.NullMarked;
