package dev.fungible.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.e2e.Prometheus;
import dev.fungible.e2e.PrometheusExtension;
import dev.fungible.e2e.PrometheusProgram;
import dev.fungible.e2e.process.FungibleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PrometheusExtension.class)
class ReportOnPrometheusTest {

  @TempDir private static Path folder;
  private static Prometheus prometheus;
}
