package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.model.Tier;
import dev.fungible.scheduler.model.WorkloadClass;

/**
 * Nodes that the allocation asked for and that do not move now.
 *
 * @param pool name of the pool
 * @param to the class that does not get them
 * @param tier at which urgency they were wanted
 * @param nodes how many, above 0
 * @param constraint the name of the guardrail or rule that binds
 * @param reason why, for people
 */
public record Rejection(
    String pool, WorkloadClass to, Tier tier, int nodes, String constraint, String reason) {}
