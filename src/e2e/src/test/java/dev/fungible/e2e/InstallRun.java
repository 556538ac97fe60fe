package dev.fungible.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a script that finds or fetches a program ended.
 *
 * @param status its exit status
 * @param output what it printed on standard output, without blanks around it
 * @param errors the same on standard error
 */
record InstallRun(int status, String output, String errors) {

  /** The status that says that there is nothing to be had in this way. */
  static final int NONE_TO_BE_HAD = 3;

  /**
   * Runs {@code install} in that folder.
   *
   * @param variable by which a program is named, taken out of the environment of this process
   * @param environment what is set in its place
   */
  static InstallRun of(
      String folder, String variable, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", folder + "/install"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove(variable);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = text(process.getInputStream().readAllBytes());
    String errors = text(process.getErrorStream().readAllBytes());
    return new InstallRun(process.waitFor(), output, errors);
  }

  /** Writes a program of the shell. */
  static Path program(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
