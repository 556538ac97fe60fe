package dev.fungible.cli;

import dev.fungible.snapshot.SnapshotFile;
import java.io.IOException;

/** Where a plan's snapshot and the configuration in force come from. */
interface PlanSource {

  /** What it is called in messages. */
  String name();

  /** What is seen there, and the document that holds there. */
  SnapshotFile read() throws IOException;
}
