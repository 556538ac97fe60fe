package dev.fungible.operator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final String EVERY_SECOND = "* * * * * ?";
  private static final String NOT_SOON = "0 0 0 1 1 ? 2090";

  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void callsAtItsTimesUntilItGetsOthers() {
    try (Schedule schedule = new Schedule(calls::incrementAndGet)) {
      schedule.set(EVERY_SECOND);
      await().until(() -> calls.get() >= 2);
      schedule.set(NOT_SOON);
      // One call may be under way.
      int after = calls.get() + 1;
      assertThatNoMoreThan(after);
      schedule.set(EVERY_SECOND);
      await().until(() -> calls.get() > after);
    }
  }

  @Test
  void theSameTimesAgainChangeNothing() {
    try (Schedule schedule = new Schedule(calls::incrementAndGet)) {
      // Set anew each time, it would never come to a call.
      await()
          .until(
              () -> {
                schedule.set(EVERY_SECOND);
                return calls.get() > 0;
              });
    }
  }

  @Test
  void aCallThatThrowsDoesNotEndIt() {
    Runnable failing =
        () -> {
          calls.incrementAndGet();
          throw new IllegalStateException("as the test wants it");
        };
    try (Schedule schedule = new Schedule(failing)) {
      schedule.set(EVERY_SECOND);
      await().until(() -> calls.get() >= 2);
    }
  }

  @Test
  void timesThatAreNoneAreRefusedAndTheOldOnesStay() {
    try (Schedule schedule = new Schedule(calls::incrementAndGet)) {
      schedule.set(EVERY_SECOND);
      assertThatThrownBy(() -> schedule.set("every now and then"))
          .isInstanceOf(RuntimeException.class);
      await().until(() -> calls.get() >= 1);
    }
  }

  @Test
  void severalDoNotMeet() {
    AtomicInteger others = new AtomicInteger();
    try (Schedule one = new Schedule(calls::incrementAndGet)) {
      try (Schedule other = new Schedule(others::incrementAndGet)) {
        one.set(EVERY_SECOND);
        other.set(NOT_SOON);
        await().until(() -> calls.get() >= 1);
      }
      int before = calls.get();
      await().until(() -> calls.get() > before);
      assertThat(others).hasValue(0);
    }
  }

  /** Whether a moment later there is still nothing more than the one that may be under way. */
  private void assertThatNoMoreThan(int count) {
    await()
        .during(Duration.ofMillis(1500))
        .atMost(Duration.ofSeconds(10))
        .until(() -> calls.get() <= count);
  }
}
