package dev.fungible.e2e.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.PlaneSettings;
import dev.fungible.e2e.PrivatePlane;
import dev.fungible.e2e.run.CrashCase.Donor;
import dev.fungible.e2e.run.CrashPoint.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Before and after every write of a shift, one after the other, none left out. */
@ExtendWith(ControlPlaneExtension.class)
class CrashPointsTest {

  private static final int AT_ONCE = 6;

  @ParameterizedTest
  @EnumSource
  void anOperatorMayEndAtAnyPoint(Donor donor, PrivatePlane planes) throws Exception {
    ControlPlane plane = planes.start(PlaneSettings.DEFAULT);
    CrashPoint none = CrashPoint.none();
    CrashCase whole = new CrashCase(planes.space(plane), donor, none);
    whole.run();
    List<String> writes = List.copyOf(none.writes());
    System.out.println(donor + ": " + writes.size() + " writes " + writes);
    assertThat(writes).hasSizeGreaterThan(10);

    List<CrashPoint> points = new ArrayList<>();
    for (int write = 1; write <= writes.size(); write++) {
      for (Side side : Side.values()) {
        points.add(new CrashPoint(write, side));
      }
    }
    List<CrashPoint> passedBy = endAt(points, donor, planes, plane);
    // A pass that was not needed this time may be needed the next.
    List<CrashPoint> again =
        endAt(passedBy.stream().map(CrashPoint::anew).toList(), donor, planes, plane);
    assertThat(again).as("points that no operator came to").hasSizeLessThan(3);
    whole.check();
  }

  /** Lets an operator end at each of these; returns those that none came to. */
  private static List<CrashPoint> endAt(
      List<CrashPoint> points, Donor donor, PrivatePlane planes, ControlPlane plane)
      throws Exception {
    List<CrashCase> cases = new ArrayList<>();
    for (CrashPoint point : points) {
      cases.add(new CrashCase(planes.space(plane), donor, point));
    }
    inParallel(cases, CrashCase::run);
    inParallel(cases, CrashCase::check);
    return points.stream().filter(point -> !point.isReached()).toList();
  }

  private interface Step {
    void of(CrashCase one);
  }

  private static void inParallel(List<CrashCase> cases, Step step) throws Exception {
    List<String> failures = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      cases.forEach(one -> running.add(threads.submit(() -> step.of(one))));
      for (int i = 0; i < running.size(); i++) {
        try {
          running.get(i).get();
        } catch (ExecutionException e) {
          failures.add(cases.get(i) + ": " + e.getCause());
        }
      }
    }
    assertThat(failures).isEmpty();
  }
}
