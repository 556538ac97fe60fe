package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;

/**
 * What a class asked for and was not given.
 *
 * @param workloadClass who asked
 * @param tier at which urgency
 * @param wanted the level that was asked for, in nodes
 * @param missing how many of these were not given, above 0
 * @param constraint the name of what stood against it
 */
public record Shortfall(
    WorkloadClass workloadClass, Tier tier, int wanted, int missing, String constraint) {}
