package dev.fungible.configuration;

import dev.fungible.scheduler.spi.NoSettings;
import dev.fungible.scheduler.spi.Policy;
import dev.fungible.scheduler.spi.PolicyFactory;
import java.util.List;

/** A policy that a service line names. */
public final class SampleFactory implements PolicyFactory<NoSettings> {

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public NoSettings defaults() {
    return new NoSettings();
  }

  @Override
  public Policy create(NoSettings settings) {
    return snapshot -> List.of();
  }
}
