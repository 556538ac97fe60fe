package dev.fungible.simulator.result;

/**
 * How well a serving class was served on the measured days, each from 0 to 1.
 *
 * @param demand Σ min(demand, ready nodes) / Σ demand
 * @param time share of time with at least as many ready nodes as demanded
 * @param worstHour the lowest demand attainment in any window of 60 minutes
 */
public record Attainment(double demand, double time, double worstHour) {}
