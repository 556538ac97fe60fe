package dev.fungible.operator.run;

import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.scheduler.model.Signal;
import java.util.List;
import java.util.function.Supplier;

/**
 * What is decided by besides the cluster as it is.
 *
 * @param history what was wanted before
 * @param signals what is measured, as it was last known
 */
record Measured(DemandHistory history, Supplier<List<Signal>> signals) {}
