package dev.fungible.operator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WakeupTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Wakeup wakeup = new Wakeup();

  @Test
  void withoutASignalItWaitsAndSaysSo() throws InterruptedException {
    assertThat(wakeup.await(Duration.ofMillis(1), LONG)).isFalse();
    assertThat(wakeup.await(Duration.ZERO, LONG)).isFalse();
  }

  @Test
  void manySignalsFromBeforeAreOne() throws InterruptedException {
    wakeup.signal();
    wakeup.signal();
    assertThat(wakeup.await(LONG, Duration.ZERO)).isTrue();
    assertThat(wakeup.await(Duration.ofMillis(1), Duration.ZERO)).isFalse();
  }

  @Test
  void aSignalEndsTheWait() throws InterruptedException {
    Thread sleeper = Thread.currentThread();
    Thread.ofVirtual()
        .start(
            () -> {
              await().until(() -> sleeper.getState() == Thread.State.TIMED_WAITING);
              wakeup.signal();
            });
    assertThat(wakeup.await(LONG, Duration.ZERO)).isTrue();
  }

  @Test
  void whatComesWhileItGathersBelongsToTheSame() throws InterruptedException {
    AtomicInteger signals = new AtomicInteger();
    Thread signaller =
        Thread.ofVirtual()
            .start(
                () -> {
                  while (signals.get() < 20) {
                    wakeup.signal();
                    signals.incrementAndGet();
                  }
                });
    wakeup.signal();
    assertThat(wakeup.await(LONG, Duration.ofMillis(300))).isTrue();
    signaller.join();
    assertThat(signals).hasValue(20);
    assertThat(wakeup.await(Duration.ofMillis(1), Duration.ZERO)).isFalse();
  }

  @Test
  void aSignalAfterwardsIsNotLost() throws InterruptedException {
    wakeup.signal();
    assertThat(wakeup.await(LONG, Duration.ofMillis(1))).isTrue();
    wakeup.signal();
    assertThat(wakeup.await(LONG, Duration.ofMillis(1))).isTrue();
  }
}
