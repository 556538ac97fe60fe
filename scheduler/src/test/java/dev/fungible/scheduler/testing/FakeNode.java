package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.NodeCondition;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A node of a fake cluster, which changes. */
final class FakeNode {

  final String name;
  private final String pool;
  private final String domain;
  private final boolean healthy;
  WorkloadClass labelled;
  Instant since;
  @Nullable WorkloadClass lender;
  boolean cordoned;
  @Nullable Shift shift;

  FakeNode(GpuNode node) {
    name = node.name();
    pool = node.pool();
    domain = node.domain();
    healthy = node.condition().healthy();
    labelled = node.labelled();
    since = node.since();
    lender = node.lender();
    cordoned = node.condition().cordoned();
    shift = node.shift();
  }

  GpuNode seen(boolean vacant, boolean ready) {
    NodeCondition condition = new NodeCondition(healthy, cordoned, vacant, ready);
    return new GpuNode(name, pool, domain, labelled, since, lender, condition, shift);
  }
}
