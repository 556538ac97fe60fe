package dev.fungible.scheduler.testing.contract;

import dev.fungible.scheduler.execute.NodeActuator;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.loop.ClusterObserver;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A new cluster behind the ports, with one busy node.
 *
 * @param observer its eyes
 * @param actuator its hands
 * @param store its memory
 * @param node name of the node; a gang is on it that can be evicted
 * @param donor the class that the node belongs to
 * @param receiver another class of the cluster
 * @param letPass lets the cluster do what it was told for some time, which may pass at once
 */
public record ClusterUnderTest(
    ClusterObserver observer,
    NodeActuator actuator,
    ShiftStore store,
    String node,
    WorkloadClass donor,
    WorkloadClass receiver,
    Consumer<Duration> letPass) {}
