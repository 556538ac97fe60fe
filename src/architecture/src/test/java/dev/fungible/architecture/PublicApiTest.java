package dev.fungible.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicApiTest {

  private static final Path BASELINE = Path.of("src/test/resources/public-api.txt");
  private static final String REFRESH =
      "If this is meant, ./mvnw -pl src/architecture -am verify -Dtest=PublicApiTest"
          + " -Dgolden.refresh=true -Dsurefire.failIfNoSpecifiedTests=false keeps it.";

  @Test
  void policiesInOtherJarsStillFindWhatTheyWereCompiledAgainst() throws IOException {
    List<String> now = PublicApi.lines();
    if (Boolean.getBoolean("golden.refresh")) {
      Files.write(BASELINE, now);
    }
    List<String> baseline = Files.readAllLines(BASELINE);

    List<String> gone = new ArrayList<>(baseline);
    gone.removeAll(now);
    assertThat(gone).as("gone: policies that use it break; say so to users. " + REFRESH).isEmpty();
    List<String> added = new ArrayList<>(now);
    added.removeAll(baseline);
    assertThat(added)
        .as("new: from now on it has to stay, and an abstract method breaks policies. " + REFRESH)
        .isEmpty();
  }

  @Test
  void theWholeSurfaceIsSeen() {
    assertThat(PublicApi.lines())
        .anyMatch(line -> line.startsWith("dev.fungible.scheduler.spi.PolicyFactory "))
        .anyMatch(
            line -> line.contains("spi.PolicyFactory  public abstract java.lang.String name()"))
        .anyMatch(line -> line.contains("public dev.fungible.scheduler.spi.Bid("))
        .anyMatch(line -> line.contains("settings.Settings  public static void requireShare("))
        .anyMatch(line -> line.contains("model.ClusterSnapshot$Builder "))
        .noneMatch(line -> line.contains("scheduler.plan."));
  }
}
