package dev.fungible.configuration;

/**
 * A policy that is in force.
 *
 * @param name its name in reports, unique in a configuration
 * @param factoryName name of the {@link dev.fungible.scheduler.spi.PolicyFactory} that makes it
 * @param settings what it is made with, of the type of the factory's defaults
 */
public record PolicyEntry(String name, String factoryName, Record settings) {}
