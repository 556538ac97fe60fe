package dev.fungible.operator.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseSettingsTest {

  @Test
  void writesEndWithinWhatTheLeaseHasLeftAtTheDeadline() {
    assertThat(LeaseSettings.DEFAULT.writeTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void durationsMustLieInsideOneAnother() {
    assertThatThrownBy(() -> settings(10, 10, 2))
        .hasMessage("renewDeadline must be below leaseDuration (PT10S), not PT10S");
    assertThatThrownBy(() -> settings(15, 2, 2))
        .hasMessage("retryPeriod must be below renewDeadline (PT2S), not PT2S");
    assertThatThrownBy(() -> settings(15, 10, 0))
        .hasMessage("retryPeriod must be above 0, not PT0S");
  }

  @Test
  void partsOfASecondAreRoundedUp() {
    LeaseSettings settings =
        new LeaseSettings(Duration.ofMillis(2001), Duration.ofMillis(500), Duration.ofMillis(100));

    assertThat(settings.leaseSeconds()).isEqualTo(3);
    assertThat(settings(15, 10, 2).leaseSeconds()).isEqualTo(15);
  }

  private static LeaseSettings settings(int lease, int deadline, int retry) {
    return new LeaseSettings(
        Duration.ofSeconds(lease), Duration.ofSeconds(deadline), Duration.ofSeconds(retry));
  }
}
