package dev.fungible.cli;

import dev.fungible.snapshot.SnapshotFile;
import dev.fungible.snapshot.SnapshotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A snapshot that was written to a file.
 *
 * @param file the file
 */
record SnapshotSource(Path file) implements PlanSource {

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public SnapshotFile read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new BadOption("--snapshot", file, "a snapshot file");
    }
    return SnapshotReader.read(file);
  }
}
