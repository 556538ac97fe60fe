package dev.fungible.simulator.trace;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that traces come in. */
public enum TraceFormat {
  /** Nodes by class over time: {@link DemandFile}. */
  COMPOSITE_DEMAND("composite demand"),
  /** Training jobs: {@link JobFile}. */
  COMPOSITE_JOBS("composite jobs"),
  /** A log of training jobs: {@link PhillyFile}. */
  PHILLY("Philly jobs"),
  /** A folder of clients' request rates: {@link ServeGenFolder}. */
  SERVEGEN("ServeGen client rates"),
  /** A log of requests: {@link AzureLlmFile}. */
  AZURE_LLM("Azure LLM requests");

  private static final int SERVEGEN_COLUMNS = 6;

  private final String title;

  TraceFormat(String title) {
    this.title = title;
  }

  /** The name for a person. */
  public String title() {
    return title;
  }

  /**
   * The format of what is at the path, by its header; a folder is ServeGen's.
   *
   * @throws BadTrace when it is none of them
   */
  public static TraceFormat detect(Path path) {
    if (Files.isDirectory(path)) {
      if (ServeGenFolder.clients(path).isEmpty()) {
        throw BadTrace.shape(
            Location.of(path), "folder has no traces", "files *.csv.gz, one a client", null);
      }
      return SERVEGEN;
    }
    try (CsvRows rows = CsvRows.open(path)) {
      CsvRow header = rows.first("a header, of " + titles());
      return ofHeader(header.texts()).orElseThrow(() -> unknown(header));
    }
  }

  /**
   * Reads the whole trace and sums it up.
   *
   * @throws BadTrace at the first fault
   */
  public TraceSummary summary(Path path) {
    return Summing.of(this, path);
  }

  /** The format whose files have the header. */
  static Optional<TraceFormat> ofHeader(List<String> names) {
    return Arrays.stream(values()).filter(format -> format.hasHeader(names)).findFirst();
  }

  private boolean hasHeader(List<String> names) {
    return switch (this) {
      case COMPOSITE_DEMAND -> DemandFile.matches(names);
      case COMPOSITE_JOBS -> names.equals(JobFile.HEADER);
      case PHILLY -> names.equals(PhillyFile.HEADER);
      case AZURE_LLM -> names.equals(AzureLlmFile.HEADER);
      case SERVEGEN -> false;
    };
  }

  private static BadTrace unknown(CsvRow header) {
    boolean client = header.size() == SERVEGEN_COLUMNS && Character.isDigit(startOf(header));
    String names = String.join(",", header.texts());
    String maybe = client ? "the folder, as this looks like one client of ServeGen" : null;
    return BadTrace.value(header.at(), "header", names, "that of " + titles(), maybe);
  }

  private static char startOf(CsvRow header) {
    return header.text(0).isEmpty() ? ' ' : header.text(0).charAt(0);
  }

  private static String titles() {
    return Arrays.stream(values()).map(TraceFormat::title).collect(Collectors.joining(", "));
  }
}
