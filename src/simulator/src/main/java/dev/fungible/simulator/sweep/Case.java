package dev.fungible.simulator.sweep;

import dev.fungible.configuration.Configuration;
import dev.fungible.simulator.world.Scenario;

/**
 * One trial in one scenario, still to be simulated.
 *
 * @param trial what is tried
 * @param configuration what it comes to
 * @param scenario where
 * @param key names settings, scenario and code together
 */
record Case(Trial trial, Configuration configuration, Scenario scenario, String key) {}
