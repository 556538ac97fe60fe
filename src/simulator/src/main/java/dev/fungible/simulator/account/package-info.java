/** What a real cluster did in some days, from its measurements, and what moving nodes was worth. */
@NullMarked
package dev.fungible.simulator.account;

import org.jspecify.annotations.NullMarked;
