@NullMarked
package dev.fungible.simulator.account;

import org.jspecify.annotations.NullMarked;
