package dev.fungible.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One program of the control plane: started, watched and stopped by its process id. */
final class Component {

  private static final int LINES_SHOWN = 15;

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;

  Component(String name, List<String> command, Map<String, String> environment, Path log) {
    this.name = name;
    this.command = List.copyOf(command);
    this.environment = environment;
    this.log = log;
  }

  /** The program. */
  String name() {
    return name;
  }

  /** Starts it, adding to its log. */
  synchronized void start() {
    if (isRunning()) {
      throw new PlaneFailed(name + " is running already");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process started = builder.start();
      process = started;
      Process guard = guard(started.pid());
      var _ = started.onExit().thenRun(guard::destroyForcibly);
    } catch (IOException e) {
      throw new PlaneFailed("cannot start " + name + ": " + e.getMessage(), e);
    }
  }

  /** Asks it to stop, and ends it after the grace; with a grace of zero at once. */
  synchronized void stop(Duration grace) {
    Process running = process;
    if (running == null) {
      return;
    }
    try {
      if (!grace.isZero()) {
        running.destroy();
        running.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.destroyForcibly();
    running.onExit().join();
    process = null;
  }

  synchronized boolean isRunning() {
    return process != null && process.isAlive();
  }

  /** Refuses to go on if it is not running, with the end of its log. */
  void requireRunning() {
    if (!isRunning()) {
      throw new PlaneFailed(name + " is not running; the end of " + log + ":\n" + lastLines());
    }
  }

  private String lastLines() {
    try {
      List<String> lines = Files.readString(log, StandardCharsets.UTF_8).lines().toList();
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** Ends the process when this JVM is gone, however it went: its end of the pipe then closes. */
  private static Process guard(long pid) throws IOException {
    return new ProcessBuilder("sh", "-c", "read -r _; kill -9 " + pid)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
