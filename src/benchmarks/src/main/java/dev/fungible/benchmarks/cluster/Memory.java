package dev.fungible.benchmarks.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What this process takes. */
final class Memory {

  private static final double MIB = 1 << 20;

  private Memory() {}

  /** Heap in use after collection, in MiB. */
  static double heap() throws InterruptedException {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      ManagementFactory.getMemoryMXBean().gc();
      TimeUnit.MILLISECONDS.sleep(200);
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least / MIB;
  }

  /** The most that was resident so far, in MiB; 0 where the system does not tell. */
  static double peakResident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
