package dev.fungible.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fungible.scheduler.model.TimeSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandTrackTest {

  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aPeakBetweenSamplesIsKept() {
    DemandTrack track = new DemandTrack(START, 8);
    track.observe(after(30), 80);
    track.observe(after(60), 8);
    track.observe(after(240), 8);
    assertThat(track.history(after(240), 8).maxWithin(Duration.ofHours(1), after(240)))
        .hasValue(80);
  }

  @Test
  void samplesAreBounded() {
    DemandTrack track = new DemandTrack(START, 1);
    for (int step = 1; step < 10_000; step++) {
      track.observe(after(120L * step), step);
    }
    Instant now = after(120L * 10_000);
    TimeSeries history = track.history(now, 1);
    assertThat(history.size()).isLessThanOrEqualTo(5763);
    assertThat(history.timeOf(0)).isBefore(now.minus(Duration.ofDays(7)));
  }

  @Test
  void aClockThatGoesBackLosesNothing() {
    DemandTrack track = new DemandTrack(START, 8);
    track.observe(after(240), 16);
    track.observe(after(120), 64);
    assertThat(track.history(after(120), 64).maxWithin(Duration.ofHours(1), after(300)))
        .hasValue(64);
  }

  @Test
  void itIsWrittenAsRunsAndReadBack() {
    DemandTrack track = new DemandTrack(START, 8);
    track.observe(after(120), 8);
    track.observe(after(240), 12.5);
    track.observe(after(840), 0);
    assertThat(track.write()).isEqualTo("2026-03-02T12:00:00Z 8x2 12.5 -x4 0");
    assertThat(DemandTrack.read(track.write()).write()).isEqualTo(track.write());
  }

  @Test
  void aWeekOfAllDifferentSamplesFitsInAConfigMapWithManyOthers() {
    DemandTrack track = new DemandTrack(START, 1);
    for (int step = 1; step < 6_000; step++) {
      track.observe(after(120L * step), 20_000 + step);
    }
    assertThat(track.write()).hasSizeLessThan(40_000);
  }

  @Test
  void twoTracksTogetherHaveTheHigherValues() {
    DemandTrack one = DemandTrack.read("2026-03-02T12:00:00Z 8 8 8");
    DemandTrack other = DemandTrack.read("2026-03-02T12:02:00Z 16 4 2");
    assertThat(one.and(other).write()).isEqualTo("2026-03-02T12:00:00Z 8 16 8 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "2026-03-02T12:00:00Z",
        "2026-03-02T12:00:00Z -x5",
        "2026-03-02T12:00:00Z 8x0",
        "2026-03-02T12:00:00Z 8x999999",
        "2026-03-02T12:00:00Z -8",
        "2026-03-02T12:00:00Z NaN",
        "2026-03-02T12:00:00Z 1e400",
        "2026-03-02T12:00:00Z 99999999999999999999",
        "2026-03-02T12:00:00Z 8x99999 8x99999",
        "2999-03-02T12:00:00Z 8",
        "+1000000000-12-31T23:59:59Z 8",
      })
  void whatCannotBeReadIsReportedAndBegunAnew(String text) {
    DemandHistory history = new DemandHistory();
    assertThat(history.restore(Map.of("inference", text), START)).hasSize(1);
    assertThat(history.isRestored()).isTrue();
    assertThat(history.saved(START)).isEmpty();
  }

  @Test
  void whatComesAfterNowIsDropped() {
    DemandHistory history = new DemandHistory();
    history.restore(Map.of("inference", "2026-03-02T11:58:00Z 8 16 99 99"), START);
    assertThat(history.saved(START)).containsEntry("inference", "2026-03-02T11:58:00Z 8 16");
  }

  @Test
  void aClassThatIsNoLongerSeenIsForgottenInTheEnd() {
    DemandHistory history = new DemandHistory();
    history.restore(Map.of("gone", "2026-03-02T11:58:00Z 8"), START);
    assertThat(history.saved(START.plus(Duration.ofDays(7)))).containsKey("gone");
    assertThat(history.saved(START.plus(Duration.ofDays(9)))).isEmpty();
  }

  @Test
  void useThatCannotBeReadIsBegunAnewToo() {
    DemandHistory history = new DemandHistory();
    Map<String, String> saved =
        Map.of(
            "usage.training", "2026-03-02T10:00:00Z 8.25x2",
            "usage.gone", "2026-01-02T10:00:00Z 8",
            "usage.later", "2026-03-03T10:00:00Z 8",
            "usage.odd", "x");
    assertThat(history.restore(saved, START)).hasSize(2);
    assertThat(history.saved(START))
        .containsExactly(Map.entry("usage.training", "2026-03-02T10:00:00Z 8.25x2"));
  }

  @Test
  void textOfNothingIsRefused() {
    assertThatThrownBy(() -> DemandTrack.read("2026-03-02T12:00:00Z -"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Instant after(long seconds) {
    return START.plusSeconds(seconds);
  }
}
