package dev.fungible.benchmarks.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One start of an operator.
 *
 * @param ready milliseconds from its start until /readyz answered with 200
 * @param processor milliseconds of all its threads until then
 * @param memory resident at the end of {@link #SETTLED}, in bytes
 * @param peak the most that was ever resident, in bytes
 */
record Start(long ready, long processor, long memory, long peak) {

  /** After some cycles, memory does not grow any more. */
  private static final Duration SETTLED = Duration.ofSeconds(12);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Starts one, waits until it is ready and settled, and stops it. */
  static Start of(List<String> line, int port, Path log) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, port)) {
        if (!process.isAlive() || System.nanoTime() - begun > PATIENCE.toNanos()) {
          throw new IllegalStateException("no operator is ready; see " + log);
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      long ready = (System.nanoTime() - begun) / 1_000_000;
      long processor = process.info().totalCpuDuration().orElseThrow().toMillis();
      Thread.sleep(SETTLED);
      Path status = Path.of("/proc", Long.toString(process.pid()), "status");
      return new Start(ready, processor, kilobytes(status, "VmRSS:"), kilobytes(status, "VmHWM:"));
    } finally {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static boolean isReady(HttpClient client, int port) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/readyz")).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      // Nobody listens yet.
      return false;
    }
  }

  private static long kilobytes(Path status, String field) throws IOException {
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }
  }
}
