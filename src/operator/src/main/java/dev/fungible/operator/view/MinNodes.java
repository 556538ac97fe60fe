package dev.fungible.operator.view;

import java.util.Collection;
import java.util.OptionalInt;

/**
 * The number of nodes that a gang can shrink to, as annotations of its pods say. A value that is no
 * number of nodes counts as not there, and without any the gang cannot shrink.
 */
public final class MinNodes {

  private MinNodes() {}

  /** The number in one annotation; empty unless it is from 1 to 999999. */
  public static OptionalInt read(String text) {
    return text.matches("[1-9][0-9]{0,5}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** What the pods of a gang say, the highest number where they differ; empty if none says any. */
  public static OptionalInt of(Collection<PodView> gang) {
    return gang.stream()
        .flatMap(pod -> pod.annotation(Keys.MIN_NODES).stream())
        .flatMapToInt(text -> read(text).stream())
        .max();
  }
}
