package dev.fungible.simulator.world;

import dev.fungible.scheduler.execute.ShiftSettings;
import dev.fungible.scheduler.plan.DecisionEngine;

/**
 * What is put to the test: an engine with its policies, and the limits of its shifts.
 *
 * @param name for reports
 * @param description what it does, one line
 * @param engine what decides
 * @param shifts limits of waiting inside a shift
 */
public record Contender(
    String name, String description, DecisionEngine engine, ShiftSettings shifts) {}
