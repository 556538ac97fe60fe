@NullMarked
package dev.fungible.e2e.observe;

import org.jspecify.annotations.NullMarked;
