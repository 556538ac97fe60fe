package dev.fungible.simulator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.scheduler.model.TimeSeries;
import dev.fungible.simulator.account.Account.Pair;
import dev.fungible.simulator.measure.Measurements;
import dev.fungible.simulator.measure.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountReaderTest {

  private static final Instant END = Instant.parse("2026-03-04T00:00:00Z");
  private static final Period PERIOD =
      new Period(END.minus(Duration.ofDays(2)), END, ZoneOffset.UTC);
  private static final String GPU_SECONDS = "sum by (pool,class,state) (increase(fungible_gpu_sec";

  private final Answers answers = new Answers();

  @Test
  void partsThatDoNotAddUpToTheCapacityAreTold() {
    answers.put("increase(fungible_observed_seconds_total[172800s])", Map.of(), 36 * 3600);
    answers.put("increase(fungible_capacity", Map.of("pool", "p"), 1000 * 3600);
    answers.put(GPU_SECONDS, cell("training", "busy"), 700 * 3600);
    answers.put(GPU_SECONDS, cell("training", "shifting"), 200 * 3600);
    answers.put(GPU_SECONDS, cell("inference", "idle"), 90 * 3600);

    Account account = read();

    assertThat(account.observed()).isEqualTo(0.75);
    assertThat(account.wasteError()).isEqualTo(0.01, within(1e-9));
    assertThat(account.total()).isEqualTo(new Held(700, 90, 0, 200, 0));
    // 700 GPU-hours in the day and a half that somebody saw.
    assertThat(account.trainingPerDay()).isEqualTo(700 / 1.5, within(1e-9));
  }

  @Test
  void whatAnOlderOperatorDoesNotCountIsUnknownAndNotZero() {
    answers.put("increase(fungible_observed_seconds_total", Map.of(), 48 * 3600);
    Map<String, String> pair = Map.of("from", "training", "to", "inference");
    answers.put("increase(fungible_shifts_started_total", pair, 3);

    Moves moves = read().moves().get(new Pair("training", "inference"));

    assertThat(moves).isNotNull();
    assertThat(moves.started()).isEqualTo(3, within(1e-9));
    assertThat(moves.preempting()).isEmpty();
    assertThat(moves.meanSeconds()).isEmpty();
  }

  @Test
  void aServerThatSawNothingIsRefusedWithTheQueryAndTheTime() {
    assertThatThrownBy(this::read)
        .isInstanceOf(BadAccount.class)
        .hasMessageContaining(
            "The server has no increase of fungible_observed_seconds_total{a=\"b\"}")
        .hasMessageContaining("from 2026-03-02T00:00:00Z to 2026-03-04T00:00:00Z")
        .hasMessageContaining("Maybe it is not scraped");
  }

  @Test
  void twoClustersInOneAccountAreRefused() {
    answers.put("increase(fungible_observed_seconds_total", Map.of(), 96 * 3600);

    assertThatThrownBy(this::read)
        .isInstanceOf(BadAccount.class)
        .hasMessageContaining("96.0 hours of fungible_observed_seconds_total{a=\"b\"} within 48.0")
        .hasMessageContaining("Maybe --match LABEL=VALUE");
  }

  @Test
  void aStateThatNobodyKnowsIsRefused() {
    answers.put("increase(fungible_observed_seconds_total", Map.of(), 48 * 3600);
    answers.put(GPU_SECONDS, cell("training", "dreaming"), 3600);

    assertThatThrownBy(this::read).hasMessageContaining("the state \"dreaming\"; expected busy,");
  }

  @Test
  void asksForDaysByThemselves() {
    answers.put("increase(fungible_observed_seconds_total", Map.of(), 24 * 3600);

    assertThat(read().days()).hasSize(2);

    assertThat(answers.asked)
        .contains(
            "2026-03-03T00:00:00Z sum by () (increase(fungible_observed_seconds_total{a=\"b\"}[86400s]))",
            "2026-03-04T00:00:00Z sum by () (increase(fungible_observed_seconds_total{a=\"b\"}[86400s]))");
  }

  private Account read() {
    TreeMap<String, String> match = new TreeMap<>(Map.of("a", "b"));
    return new AccountReader(answers, new Selector(match)).read(PERIOD, done -> {});
  }

  private static Map<String, String> cell(String workloadClass, String state) {
    return Map.of("pool", "p", "class", workloadClass, "state", state);
  }

  /** Answers queries that begin, labels to match aside, in a known way. */
  private static final class Answers implements Measurements {

    private final Map<String, SortedMap<SortedMap<String, String>, Double>> known = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();

    void put(String query, Map<String, String> labels, double value) {
      known
          .computeIfAbsent(query, key -> new TreeMap<>(Comparator.comparing(Object::toString)))
          .put(new TreeMap<>(labels), value);
    }

    @Override
    public String name() {
      return "The server";
    }

    @Override
    public SortedMap<SortedMap<String, String>, Double> at(String query, Instant time) {
      asked.add(time + " " + query);
      SortedMap<SortedMap<String, String>, Double> found =
          new TreeMap<>(Comparator.comparing(Object::toString));
      String plain = query.replace("{a=\"b\"}", "");
      known.forEach(
          (part, series) -> {
            if (plain.contains(part)) {
              found.putAll(series);
            }
          });
      return found;
    }

    @Override
    public SortedMap<SortedMap<String, String>, TimeSeries> between(
        String query, Instant from, Instant to, Duration step) {
      throw new AssertionError("An account needs no series");
    }
  }
}
