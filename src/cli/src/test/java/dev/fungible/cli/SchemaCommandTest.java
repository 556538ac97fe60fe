package dev.fungible.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SchemaCommandTest {

  /** Rewritten by {@code -Dgolden.refresh=true}. */
  private static final Path PUBLISHED = Path.of("../../deploy/fungible.schema.json");

  @Test
  void printsWhatIsPublished() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine command = Fungible.commandLine().setOut(new PrintWriter(out, true));

    assertThat(command.execute("schema")).isZero();

    if (Boolean.getBoolean("golden.refresh")) {
      Files.createDirectories(PUBLISHED.getParent());
      Files.writeString(PUBLISHED, out.toString());
    }
    assertThat(PUBLISHED).content().isEqualTo(out.toString());
  }
}
