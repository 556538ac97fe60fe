package dev.fungible.scheduler.testing;

import dev.fungible.scheduler.execute.Command;
import dev.fungible.scheduler.execute.NodeActuator;
import dev.fungible.scheduler.execute.ShiftStore;
import dev.fungible.scheduler.execute.StaleViewException;
import dev.fungible.scheduler.loop.ClusterObserver;
import dev.fungible.scheduler.model.ClusterSnapshot;
import dev.fungible.scheduler.model.FinishedShift;
import dev.fungible.scheduler.model.Freshness;
import dev.fungible.scheduler.model.Gang;
import dev.fungible.scheduler.model.GpuNode;
import dev.fungible.scheduler.model.Mode;
import dev.fungible.scheduler.model.NodePool;
import dev.fungible.scheduler.model.Placement;
import dev.fungible.scheduler.model.Shift;
import dev.fungible.scheduler.model.ShiftPhase;
import dev.fungible.scheduler.model.WorkloadClass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A cluster in memory in virtual time. It is strict: a command whose record was not saved before, a
 * node handed over while work is on it, or a shift closed under a cordon is an {@link
 * AssertionError}.
 */
public final class FakeCluster implements ClusterObserver, NodeActuator, ShiftStore {

  private final List<WorkloadClass> classes;
  private List<NodePool> pools;
  private final SortedMap<String, FakeNode> nodes = new TreeMap<>();
  private final SortedMap<String, Gang> gangs = new TreeMap<>();
  private final List<FinishedShift> finished = new ArrayList<>();
  private final Set<String> stuck = new LinkedHashSet<>();
  private final List<Shift> saved = new ArrayList<>();
  private final List<Command> commands = new ArrayList<>();
  private Instant now;
  private Duration warmUp = Duration.ofMinutes(2);
  private Freshness freshness = Freshness.NOW;
  private Predicate<Command> refused = command -> false;
  private CrashPoints crashPoints = CrashPoints.none();

  /** A cluster that starts as the snapshot shows it. */
  public FakeCluster(ClusterSnapshot start) {
    now = start.time();
    classes = start.classes();
    pools = start.pools();
    start.nodes().forEach(node -> nodes.put(node.name(), new FakeNode(node)));
    start.gangs().forEach(gang -> gangs.put(gang.name(), gang));
    finished.addAll(start.finishedShifts());
  }

  /** Time goes on. */
  public FakeCluster pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** A gang appears, or one of that name becomes this. */
  public FakeCluster run(Gang gang) {
    gangs.put(gang.name(), gang);
    return this;
  }

  /** The gang can be neither shrunk nor evicted from now on. */
  public FakeCluster stick(String gang) {
    stuck.add(gang);
    return this;
  }

  /** Such commands are refused from now on. */
  public FakeCluster refuse(Predicate<Command> commands) {
    refused = commands;
    return this;
  }

  /** All pools are in that mode from now on. */
  public FakeCluster mode(Mode mode) {
    pools =
        pools.stream()
            .map(p -> new NodePool(p.name(), p.gpusPerNode(), mode, p.suitability()))
            .toList();
    return this;
  }

  /** Snapshots are this fresh from now on. */
  public FakeCluster freshness(Freshness value) {
    freshness = value;
    return this;
  }

  /** A receiver's pod is ready this long after the node became its. */
  public FakeCluster warmUp(Duration value) {
    warmUp = value;
    return this;
  }

  /** Where the process ends from now on. */
  public FakeCluster crashing(CrashPoints value) {
    crashPoints = value;
    return this;
  }

  /** Every record saved, in order. */
  public List<Shift> saved() {
    return List.copyOf(saved);
  }

  /** Every command given, in order. */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /** Shifts that have ended, in order. */
  public List<FinishedShift> finishedShifts() {
    return List.copyOf(finished);
  }

  /** The node as it is seen now. */
  public GpuNode node(String name) {
    return see(Objects.requireNonNull(nodes.get(name), name));
  }

  @Override
  public ClusterSnapshot observe() {
    return ClusterSnapshot.at(now)
        .freshness(freshness)
        .classes(classes)
        .pools(pools)
        .nodes(nodes.values().stream().map(this::see).toList())
        .gangs(List.copyOf(gangs.values()))
        .finishedShifts(finished)
        .build();
  }

  private GpuNode see(FakeNode node) {
    boolean vacant = gangsOn(node.name).isEmpty();
    boolean warm = !node.cordoned && !node.since.plus(warmUp).isAfter(now);
    return node.seen(vacant, node.shift == null ? !vacant : warm);
  }

  private List<Gang> gangsOn(String node) {
    return gangs.values().stream().filter(gang -> isOn(gang, node)).toList();
  }

  private static boolean isOn(Gang gang, String node) {
    return gang.placements().stream().anyMatch(placement -> placement.node().equals(node));
  }

  @Override
  public void save(Shift shift) {
    crashPoints.around("save " + shift.phase(), () -> write(shift));
  }

  private void write(Shift shift) {
    FakeNode node = nodeOf(shift);
    Shift known = node.shift;
    if (!shift.supersedes(known)) {
      throw new StaleViewException(shift + " cannot take the place of " + known);
    }
    node.shift = shift;
    if (!shift.equals(known)) {
      saved.add(shift);
    }
  }

  @Override
  public void ensure(Command command) {
    crashPoints.around(
        "ensure " + command.getClass().getSimpleName(),
        () -> {
          requireSaved(command.shift());
          commands.add(command);
          if (refused.test(command)) {
            throw new IllegalStateException("refused");
          }
          act(command);
        });
  }

  private void requireSaved(Shift shift) {
    Shift known = nodeOf(shift).shift;
    boolean closed = shift.phase().isTerminal() && known == null;
    if (!closed && !shift.equals(known)) {
      throw new AssertionError("Acts on " + shift + " while the record says " + known);
    }
  }

  private void act(Command command) {
    FakeNode node = nodeOf(command.shift());
    switch (command) {
      case Command.None none -> {}
      case Command.Cordon cordon -> node.cordoned = true;
      case Command.RequestCheckpoint request -> request.gangs().forEach(this::checkpoint);
      case Command.Drain drain -> drain(node, drain);
      case Command.Assign assign -> assign(node, assign.shift());
      case Command.Uncordon uncordon -> node.cordoned = false;
      case Command.Close close -> close(node, close.shift());
    }
  }

  private void checkpoint(String name) {
    gangs.computeIfPresent(name, (n, gang) -> with(gang, gang.placements(), now));
  }

  private void drain(FakeNode node, Command.Drain drain) {
    for (String name : drain.shrink()) {
      Gang gang = gangs.get(name);
      if (gang != null && gang.slackNodes() > 0 && !stuck.contains(name)) {
        List<Placement> rest =
            gang.placements().stream().filter(p -> !p.node().equals(node.name)).toList();
        gangs.put(name, with(gang, rest, gang.lastSafePoint()));
      }
    }
    for (String name : drain.evict()) {
      if (!stuck.contains(name)) {
        gangs.remove(name);
      }
    }
  }

  private static Gang with(Gang gang, List<Placement> placements, @Nullable Instant safe) {
    return new Gang(
        gang.name(),
        gang.workloadClass(),
        placements,
        gang.priority(),
        gang.startedAt(),
        safe,
        gang.restart(),
        Math.min(gang.minNodes(), placements.size()),
        gang.checkpointsOnRequest(),
        gang.doNotDisrupt());
  }

  private void assign(FakeNode node, Shift shift) {
    if (!gangsOn(node.name).isEmpty()) {
      throw new AssertionError(node.name + " is handed over with work on it");
    }
    if (!node.labelled.equals(shift.to())) {
      node.labelled = shift.to();
      node.lender = shift.lender();
      node.since = now;
    }
  }

  private void close(FakeNode node, Shift shift) {
    if (node.cordoned) {
      throw new AssertionError(node.name + " stays cordoned after " + shift);
    }
    if (node.shift != null) {
      if (shift.phase() != ShiftPhase.DONE && shift.phase() != ShiftPhase.ROLLED_BACK) {
        throw new AssertionError("Closes " + shift);
      }
      finished.add(new FinishedShift(shift, now));
      node.shift = null;
    }
  }

  private FakeNode nodeOf(Shift shift) {
    return Objects.requireNonNull(nodes.get(shift.node()), shift.node());
  }
}
