package dev.fungible.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Programs of this machine. */
final class Program {

  private Program() {}

  /**
   * Runs one to its end.
   *
   * @return what it printed, complaints included
   * @throws ImageFailed with that, if it exits with anything but 0
   */
  static String run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ImageFailed(String.join(" ", command) + " exited with " + exit + ":\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new ImageFailed("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageFailed("interrupted in " + command.getFirst(), e);
    }
  }
}
