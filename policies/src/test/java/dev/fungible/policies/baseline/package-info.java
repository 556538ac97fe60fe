@NullMarked
package dev.fungible.policies.baseline;

import org.jspecify.annotations.NullMarked;
