package dev.fungible.scheduler.spi;

/** The settings of a policy that has none. */
public record NoSettings() {}
