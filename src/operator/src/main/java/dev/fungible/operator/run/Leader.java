package dev.fungible.operator.run;

import dev.fungible.configuration.Configuration;
import dev.fungible.operator.config.ConfigurationInForce;
import dev.fungible.operator.config.ConfigurationReport;
import dev.fungible.operator.config.Revision;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.observe.DemandHistory;
import dev.fungible.operator.observe.DemandHistoryStore;
import dev.fungible.operator.observe.Problem;
import dev.fungible.operator.report.Events;
import dev.fungible.operator.report.GangEvents;
import dev.fungible.operator.report.PublishedRecords;
import dev.fungible.operator.report.ShiftEvents;
import dev.fungible.operator.report.StatusConfigMap;
import dev.fungible.operator.report.StatusReport;
import dev.fungible.operator.signal.SignalWatch;
import dev.fungible.operator.view.NodeView;
import dev.fungible.scheduler.loop.CycleListener;
import dev.fungible.snapshot.DecisionJournal;
import dev.fungible.snapshot.DecisionRecord;
import dev.fungible.snapshot.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a replica does while it leads, and only then. */
final class Leader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leader.class);

  private final Standby standby;
  private final KubeApi api;
  private final Telemetry telemetry;
  private final DemandHistory history = new DemandHistory();
  private final DemandHistoryStore histories;
  private final Past past;
  private final SignalWatch signals;
  private final Schedule schedule;
  private final Events events;
  private final StatusConfigMap status;
  private final PublishedRecords published;
  private final DecisionJournal journal;
  private final ConfigurationReport configurationReport;
  private final Cycles cycles;
  private volatile @Nullable Engine engine;

  /**
   * A leader that has done nothing yet.
   *
   * @param api which sends writes only while this replica leads
   */
  Leader(Standby standby, KubeApi api, Telemetry telemetry) {
    this.standby = standby;
    this.api = api;
    this.telemetry = telemetry;
    OperatorSettings settings = standby.settings();
    histories = new DemandHistoryStore(api, settings.namespace(), history, standby.time());
    signals = new SignalWatch(standby.time(), telemetry.signals()::failed);
    schedule = new Schedule(standby.wakeup()::signal);
    events = new Events(api, settings.identity());
    status = new StatusConfigMap(api, settings.namespace(), settings.configuration().status());
    published = new PublishedRecords(status::want);
    DecisionLog decisions = new DecisionLog();
    journal = new DecisionJournal(this::origin, decisions.andThen(published::accept));
    past = new Past(history, histories, published, this::publishedByFormerLeaders);
    configurationReport =
        new ConfigurationReport(
            settings.configuration(), events::publish, status::want, standby.time());
    cycles = new Cycles(standby.wakeup(), this::configuration, this::newEngine, telemetry);
  }

  /** Leads until {@link #stop}. */
  void run() {
    cycles.run();
    telemetry.heartbeat().rest();
  }

  /** What it waits for to be read; empty where it waits for nothing. For any thread. */
  Optional<String> unknownPast() {
    return past.problem();
  }

  /** Ends after the step that is being made. */
  void stop() {
    cycles.stop();
  }

  /** To be called when {@link #run} has ended: what was seen is kept, what was said is sent. */
  @Override
  public void close() {
    schedule.close();
    signals.close();
    saved(histories::save);
    events.close();
    journal.flush();
    published.flush();
    status.close();
  }

  /** What to go by in the next round; nothing while it is not known what is there. */
  private Optional<ConfigurationInForce> configuration() {
    configurationReport.tell(standby.configuration().state());
    if (standby.missing().isPresent() || !past.isKnown()) {
      return Optional.empty();
    }
    saved(histories::saveIfDue);
    Optional<ConfigurationInForce> current = standby.configuration().current();
    current.map(ConfigurationInForce::configuration).ifPresent(this::follow);
    return current;
  }

  private void follow(Configuration configuration) {
    schedule.set(configuration.cycles().schedule());
    signals.use(configuration.signals());
  }

  private Engine newEngine(ConfigurationInForce first) {
    List<CycleListener> listeners = new ArrayList<>();
    listeners.add(new ShiftLog());
    listeners.addAll(telemetry.listeners(standby));
    listeners.add(new ShiftEvents(events::publish, this::uidOf));
    GangEvents gangs = new GangEvents(events::publish, new GangOwners(standby.watch().pods())::of);
    gangs.resume(past.decisions(), standby.watch()::isShifting);
    listeners.add(gangs);
    listeners.add(journal);
    listeners.add(published);
    listeners.add(new StatusReport(status::want, standby.settings().identity(), this::problems));
    Engine made =
        new Engine(
            api,
            standby.watch(),
            new Measured(history, signals::signals),
            new Listeners(listeners),
            standby.time(),
            first);
    engine = made;
    return made;
  }

  private List<DecisionRecord> publishedByFormerLeaders() {
    OperatorSettings settings = standby.settings();
    return PublishedRecords.read(api, settings.namespace(), settings.configuration().status());
  }

  private Origin origin() {
    Engine current = engine;
    Revision revision = current == null ? null : current.revision();
    return new Origin(
        Origin.OPERATOR,
        standby.settings().identity(),
        revision == null ? null : revision.hash(),
        revision == null || revision.isRecalled()
            ? null
            : Long.toString(revision.resourceVersion()));
  }

  private Optional<String> uidOf(String node) {
    return standby.watch().nodes().find(node).map(NodeView::uid);
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    standby.configuration().state().problem().ifPresent(problems::add);
    Engine current = engine;
    if (current != null) {
      current.problems().stream().map(Problem::toString).forEach(problems::add);
    }
    problems.addAll(signals.problems());
    return problems;
  }

  /** What cannot be kept now is tried again in the next round. */
  private static void saved(Runnable exchange) {
    try {
      exchange.run();
    } catch (ApiFailure e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
