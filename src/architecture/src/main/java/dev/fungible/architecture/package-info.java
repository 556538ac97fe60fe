/** The rules that hold between all modules, as tests. */
@NullMarked
package dev.fungible.architecture;

import org.jspecify.annotations.NullMarked;
