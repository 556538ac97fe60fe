package dev.fungible.dashboards;

import java.util.List;

/** All that are published. */
public final class Dashboards {

  private Dashboards() {}

  /** In the order in which people should get to know them. */
  public static List<Dashboard> all() {
    return List.of(
        Overview.dashboard(), Operations.dashboard(), Tuning.dashboard(), MoveStory.dashboard());
  }
}
