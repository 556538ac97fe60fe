package dev.fungible.operator.run;

import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.PoolSettings;
import dev.fungible.operator.act.Housekeeping;
import dev.fungible.operator.act.KubernetesActuator;
import dev.fungible.operator.act.NodeRecords;
import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.config.Revision;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.observe.GangName;
import dev.fungible.operator.observe.KubernetesObserver;
import dev.fungible.operator.observe.Problem;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.execute.Executor;
import dev.fungible.scheduler.execute.ShiftMachine;
import dev.fungible.scheduler.execute.StepResult;
import dev.fungible.scheduler.loop.ControlLoop;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.scheduler.loop.CycleReport;
import dev.fungible.scheduler.model.ClusterSnapshot;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control loop on a Kubernetes cluster, under one configuration after the other. Not for
 * concurrent use.
 */
final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final ClusterWatch watch;
  private final KubernetesObserver observer;
  private final NodeRecords records;
  private final KubernetesActuator actuator;
  private final Housekeeping housekeeping;
  private final CycleListener listener;
  private ConfigurationInForce inForce;
  private ControlLoop loop;

  /**
   * An engine.
   *
   * @param api through which it writes
   * @param measured what it decides by besides the cluster
   * @param inForce what it begins with
   */
  Engine(
      KubeApi api,
      ClusterWatch watch,
      Measured measured,
      CycleListener listener,
      InstantSource time,
      ConfigurationInForce inForce) {
    this.watch = watch;
    this.listener = listener;
    this.inForce = inForce;
    observer = watch.observer(this::configuration, measured);
    records = new NodeRecords(api, watch.nodes());
    actuator =
        new KubernetesActuator(
            api, watch.nodes(), watch.pods(), GangName::of, this::gpuResource, time);
    housekeeping = new Housekeeping(api, watch.nodes(), watch.pods(), GangName::of);
    loop = newLoop();
  }

  /** Goes by this configuration from now on. */
  void use(ConfigurationInForce next) {
    if (next != inForce) {
      inForce = next;
      loop = newLoop();
    }
  }

  /** What it goes by. */
  Configuration configuration() {
    return inForce.configuration();
  }

  /** The document that it goes by. */
  Revision revision() {
    return inForce.revision();
  }

  /** Puts right what no shift looks after, as far as what is known can be trusted. */
  void tidy() {
    if (!housekeeping.isWanted(node -> gpuResource(node).isPresent())) {
      return;
    }
    ClusterSnapshot seen = observer.observe();
    if (inForce.engine().trusts(seen)) {
      housekeeping.tidy(seen).forEach(done -> LOG.info("{}: {}", done.object(), done.what()));
    }
  }

  /** A full cycle. */
  CycleReport cycle() {
    return loop.cycle();
  }

  /** A pass over the shifts under way. */
  List<StepResult> advance() {
    return loop.advance();
  }

  /** Whether any node carries the record of a shift. */
  boolean isShifting() {
    return watch.isShifting();
  }

  /** What people have to put right in the cluster. */
  List<Problem> problems() {
    return observer.problems();
  }

  private ControlLoop newLoop() {
    ShiftMachine machine = new ShiftMachine(configuration().shifts());
    Executor executor = new Executor(machine, records, actuator);
    return new ControlLoop(observer, inForce.engine(), executor, listener);
  }

  private Optional<String> gpuResource(NodeView node) {
    return configuration().pools().stream()
        .filter(pool -> pool.selects(node.labels()))
        .map(PoolSettings::gpuResource)
        .findFirst();
  }
}
