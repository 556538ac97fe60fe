package dev.fungible.simulator.report;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Chromium of this machine: the one that CHROMIUM names, else the first on the PATH.
 *
 * @param playwright drives it
 * @param browser the running browser
 */
record InstalledBrowser(Playwright playwright, Browser browser) implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String MISSING =
      "No Chromium: the page is NOT tested in a browser. Install the package chromium, or set"
          + " CHROMIUM to an executable.";

  /** Starts it, or skips the tests with a message; where CI is true, a missing one is a failure. */
  static InstalledBrowser start() {
    Optional<Path> executable = executable();
    if (executable.isEmpty()) {
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        throw new AssertionError(MISSING);
      }
      System.err.println(MISSING);
      Assumptions.abort(MISSING);
    }
    // Generous: a loaded machine is slow, and only a failing test waits this long.
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(executable.orElseThrow())
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    return new InstalledBrowser(playwright, playwright.chromium().launch(options));
  }

  @Override
  public void close() {
    playwright.close();
  }

  private static Optional<Path> executable() {
    String named = System.getenv("CHROMIUM");
    if (named != null && !named.isBlank()) {
      return Optional.of(Path.of(named));
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator), -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
