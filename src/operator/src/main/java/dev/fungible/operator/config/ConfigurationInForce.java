package dev.fungible.operator.config;

import dev.fungible.configuration.Configuration;
import dev.fungible.scheduler.plan.DecisionEngine;

/**
 * A configuration that was accepted whole; immutable.
 *
 * @param configuration what the document says
 * @param engine the engine that it describes
 * @param text the document itself
 * @param revision which document it is, and since when it is in force
 */
public record ConfigurationInForce(
    Configuration configuration, DecisionEngine engine, String text, Revision revision)
    implements Judgement {}
