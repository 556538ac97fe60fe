package dev.fungible.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a control plane is started with.
 *
 * @param administrators names of users that may do everything; each has a kubeconfig of its own, so
 *     that the audit log tells them apart
 * @param strangers names of users that may do nothing until a role is bound to them
 * @param nodeLease how long a simulated node's heartbeat holds; it is renewed four times as often
 * @param flags additional flags by program, after the ones that are set anyway
 * @param absent programs besides etcd and the API server that are not started
 */
public record PlaneSettings(
    List<String> administrators,
    List<String> strangers,
    Duration nodeLease,
    Map<String, List<String>> flags,
    List<String> absent) {

  /** What most tests need. */
  public static final PlaneSettings DEFAULT =
      new PlaneSettings(
          List.of("admin", "operator", "operator-a", "operator-b", "writer"),
          List.of("stranger", "stranger-a", "stranger-b"),
          Duration.ofSeconds(40),
          Map.of(),
          List.of());

  /** The same with additional flags for one program, such as {@code kube-apiserver}. */
  public PlaneSettings with(String program, String... additional) {
    Map<String, List<String>> all = new LinkedHashMap<>(flags);
    all.merge(
        program,
        List.of(additional),
        (old, more) -> Stream.concat(old.stream(), more.stream()).toList());
    return new PlaneSettings(administrators, strangers, nodeLease, Map.copyOf(all), absent);
  }

  /** The same with heartbeats that hold longer: fewer writes on large clusters. */
  public PlaneSettings withNodeLease(Duration longer) {
    return new PlaneSettings(administrators, strangers, longer, flags, absent);
  }

  /** The same, and these users may do nothing until a role is bound to them. */
  public PlaneSettings withStrangers(String... names) {
    List<String> all = new ArrayList<>(strangers);
    all.addAll(List.of(names));
    return new PlaneSettings(administrators, List.copyOf(all), nodeLease, flags, absent);
  }

  /** The same without these programs: what they would do, nobody does. */
  public PlaneSettings without(String... programs) {
    return new PlaneSettings(administrators, strangers, nodeLease, flags, List.of(programs));
  }

  List<String> flagsFor(String program) {
    return flags.getOrDefault(program, List.of());
  }
}
