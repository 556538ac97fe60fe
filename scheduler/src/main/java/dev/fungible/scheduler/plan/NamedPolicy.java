package dev.fungible.scheduler.plan;

import dev.fungible.scheduler.spi.Policy;

/**
 * A policy as the configuration lists it.
 *
 * @param name its name there, for reports
 * @param policy what it does
 */
public record NamedPolicy(String name, Policy policy) {}
