package dev.fungible.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fungible.simulator.result.Attainment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceMeterTest {

  private static final double ROUNDING = 1e-9;
  private static final int HOUR = 3600;

  @Test
  void knownStretchesGiveKnownShares() {
    ServiceMeter meter = new ServiceMeter(0);
    meter.elapse(HOUR, 10, 10);
    meter.elapse(HOUR + 900, 10, 6);
    meter.elapse(4 * HOUR, 5, 6);

    Attainment attainment = meter.attainment();

    double demanded = 10 * 4500 + 5 * 9900;
    assertThat(attainment.demand()).isCloseTo(1 - 4 * 900 / demanded, within(ROUNDING));
    assertThat(attainment.time()).isCloseTo(1 - 900 / (4.0 * HOUR), within(ROUNDING));
    // The worst hour ends in the low demand that the shortage precedes: 900 s of 6 of 10, 5 of 5.
    double worst = (900 * 6 + 2700 * 5) / (900.0 * 10 + 2700 * 5);
    assertThat(attainment.worstHour()).isCloseTo(worst, within(ROUNDING));
  }

  @Test
  void theWarmUpDoesNotCount() {
    ServiceMeter meter = new ServiceMeter(HOUR + 450);
    meter.elapse(HOUR, 10, 0);
    meter.elapse(HOUR + 900, 10, 5);
    meter.elapse(3 * HOUR, 10, 10);

    Attainment attainment = meter.attainment();

    double measured = 2 * HOUR - 450;
    assertThat(attainment.demand()).isCloseTo(1 - 450 * 5 / (10 * measured), within(ROUNDING));
    assertThat(attainment.time()).isCloseTo(1 - 450 / measured, within(ROUNDING));
    assertThat(attainment.worstHour()).isCloseTo(1 - 450 * 0.5 / HOUR, within(ROUNDING));
    assertThat(meter.servedNodeSeconds())
        .isCloseTo(900 * 5 + (2 * HOUR - 900) * 10, within(ROUNDING));
  }

  @Test
  void noDemandIsMetInFull() {
    ServiceMeter meter = new ServiceMeter(0);
    meter.elapse(2 * HOUR, 0, 0);

    assertThat(meter.attainment()).isEqualTo(new Attainment(1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomStepsGiveWhatASecondBySecondSumGives(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int horizon = 5 * HOUR;
    int from = random.nextInt(2 * HOUR);
    double[] served = new double[horizon];
    double[] demanded = new double[horizon];
    ServiceMeter meter = new ServiceMeter(from);
    int at = 0;
    int attained = 0;
    while (at < horizon) {
      int end = Math.min(horizon, at + 1 + random.nextInt(1500));
      double demand = random.nextInt(4) == 0 ? 0 : random.nextDouble(20);
      int ready = random.nextInt(24);
      meter.elapse(end, demand, ready);
      for (int second = at; second < end; second++) {
        served[second] = Math.min(demand, ready);
        demanded[second] = demand;
        attained += second >= from && ready >= demand ? 1 : 0;
      }
      at = end;
    }

    Attainment attainment = meter.attainment();

    assertThat(attainment.demand())
        .isCloseTo(sum(served, from, horizon) / sum(demanded, from, horizon), within(ROUNDING));
    assertThat(attainment.time()).isCloseTo((double) attained / (horizon - from), within(ROUNDING));
    assertThat(attainment.worstHour())
        .isCloseTo(worstHour(served, demanded, from), within(ROUNDING));
    double[] minutes = meter.servedNodes(60);
    assertThat(minutes).hasSize(horizon / 60);
    for (int minute = 0; minute < minutes.length; minute++) {
      assertThat(minutes[minute])
          .isCloseTo(sum(served, minute * 60, minute * 60 + 60) / 60, within(ROUNDING));
    }
  }

  private static double worstHour(double[] served, double[] demanded, int from) {
    double worst = 1;
    for (int start = from; start + HOUR <= served.length; start++) {
      double demand = sum(demanded, start, start + HOUR);
      if (demand > 0) {
        worst = Math.min(worst, sum(served, start, start + HOUR) / demand);
      }
    }
    return worst;
  }

  private static double sum(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }
}
