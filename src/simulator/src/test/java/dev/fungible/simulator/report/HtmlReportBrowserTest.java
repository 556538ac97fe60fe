package dev.fungible.simulator.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.SelectOption;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Opens the page in a real browser; skipped where there is none, unless CI is true. */
class HtmlReportBrowserTest {

  private static final SimulationResult SAMPLE = SampleResult.of(7);
  private static final String SCRIPT = "</script><img src=x onerror=alert(1)>";

  @TempDir static Path folder;
  private static InstalledBrowser installed;

  private final List<String> complaints = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void startBrowser() throws IOException {
    installed = InstalledBrowser.start();
    HtmlReport.write(SAMPLE, folder.resolve("sample.html"));
    RunResult row =
        SampleResult.renamed(SAMPLE.rows().get(0), SCRIPT, SCRIPT, List.of("SA " + SCRIPT));
    HtmlReport.write(
        SampleResult.with(SAMPLE, SAMPLE.oracle(), List.of(row)), folder.resolve("hostile.html"));
    HtmlReport.write(
        SampleResult.with(SAMPLE, SAMPLE.oracle(), List.of()), folder.resolve("empty.html"));
    AccountHtml.write(SampleAccount.of(SCRIPT, List.of(SCRIPT)), folder.resolve("account.html"));
  }

  @AfterAll
  static void stopBrowser() {
    if (installed != null) {
      installed.close();
    }
  }

  @AfterEach
  void closeAndExpectNoComplaint() {
    if (context != null) {
      context.close();
    }
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"390,LIGHT", "390,DARK", "1600,LIGHT", "1600,DARK"})
  void drawsEverythingWithoutScrollingSideways(int width, ColorScheme scheme) {
    Page page = open("sample.html", width, scheme);
    assertThat(page.locator(".bar")).hasCount(9);
    assertThat(page.locator("canvas")).hasCount(4);
    assertThat(page.locator(".stack-row")).hasCount(9);
    assertThat(page.locator(".moves tbody tr")).hasCount(50);
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    assertThat(page.locator("html"))
        .hasAttribute("data-theme", scheme.name().toLowerCase(Locale.ROOT));
  }

  @Test
  void showsAnotherPolicyEverywhere() {
    Page page = open("sample.html", 1200, ColorScheme.LIGHT);
    Locator legend = page.locator("#chart-capacity .legend");
    String before = legend.innerText();
    page.selectOption("#policy", new SelectOption().setLabel("lyra"));
    assertThat(page.locator("#time-title")).hasText("Over time: lyra");
    assertThat(page.locator("#standing")).containsText("infeasible: missed SA inference");
    assertThat(page.locator(".bar[aria-pressed=true] .name")).hasText("lyra");
    assertThat(legend).not().hasText(before);
    page.locator(".bar", new Page.LocatorOptions().setHasText("hysteresis")).press("Enter");
    assertThat(page.locator("#moves-title")).containsText("hysteresis");
    page.selectOption("#policy", new SelectOption().setLabel("static-peak"));
    assertThat(page.locator("#moves-list")).hasText("static-peak moves nothing.");
  }

  @Test
  void filtersExplainsAndTurnsPagesOfMoves() {
    Page page = open("sample.html", 1200, ColorScheme.LIGHT);
    assertThat(page.locator("#moves-page")).hasText("page 1 of 30");
    page.getByText("Later ›").click();
    assertThat(page.locator("#moves-page")).hasText("page 2 of 30");
    page.selectOption("#moves-way", "to:training");
    long returned =
        SAMPLE.rows().get(0).moves().stream().filter(move -> move.to().equals("training")).count();
    assertThat(page.locator("#moves-count")).containsText(returned + " of 1,500 moves");
    page.fill("#moves-text", "no such text");
    assertThat(page.locator("#moves-list")).hasText(Pattern.compile("No move passes.*"));
    page.fill("#moves-text", "");
    page.locator(".moves .toggle").first().press("Enter");
    assertThat(page.locator("tr.why")).containsText("nodes of main, PROTECT");
    assertThat(page.locator(".moves .toggle").first()).isFocused();
  }

  @Test
  void narrowsChartsAndMovesToOneDay() {
    Page page = open("sample.html", 1200, ColorScheme.LIGHT);
    page.selectOption("#range", "2");
    assertThat(page.locator("#moves-count")).containsText("day 3 00:00 – day 4 00:00");
    page.selectOption("#range", "all");
    assertThat(page.locator("#moves-count")).hasText("1,500 moves");
  }

  @Test
  void sortsTheNumbersWithInfeasibleRowsLast() {
    Page page = open("sample.html", 1200, ColorScheme.LIGHT);
    page.locator("#numbers thead button").nth(1).click();
    Locator names = page.locator("#numbers tbody th");
    assertThat(names.first()).hasText("clairvoyant");
    assertThat(page.locator("#numbers tbody tr").last()).containsText("infeasible");
    assertThat(page.locator("#numbers th[aria-sort]")).hasAttribute("aria-sort", "descending");
  }

  @ParameterizedTest
  @CsvSource({"390,LIGHT", "1400,DARK"})
  void drawsAnAccountWithoutScrollingSideways(int width, ColorScheme scheme) {
    Page page = open("account.html", width, scheme);
    assertThat(page.locator(".stack-row")).hasCount(4);
    assertThat(page.locator("#hours-numbers tbody tr")).hasCount(2);
    assertThat(page.locator("#moves-numbers tbody")).containsText("training to " + SCRIPT);
    assertThat(page.locator("#gain")).isHidden();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
    page.locator("#theme").click();
    assertThat(page.locator("html"))
        .hasAttribute("data-theme", scheme == ColorScheme.DARK ? "light" : "dark");
  }

  @Test
  void changesItsTheme() {
    Page page = open("sample.html", 1200, ColorScheme.LIGHT);
    page.locator("#theme").click();
    assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    assertThat(page.locator("canvas")).hasCount(4);
  }

  @Test
  void showsHostileNamesAsText() {
    Page page = open("hostile.html", 1200, ColorScheme.LIGHT);
    assertThat(page.locator(".bar .name")).containsText(SCRIPT);
    assertThat(page.locator("img")).hasCount(0);
  }

  @Test
  void saysSoWhenNothingWasSimulated() {
    Page page = open("empty.html", 1200, ColorScheme.LIGHT);
    assertThat(page.locator(".verdict")).hasText("No policy was simulated.");
    assertThat(page.locator("main")).isHidden();
  }

  private Page open(String file, int width, ColorScheme scheme) {
    BrowserContext opened =
        installed
            .browser()
            .newContext(
                new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme));
    context = opened;
    Page page = opened.newPage();
    page.onPageError(complaints::add);
    page.onDialog(dialog -> complaints.add("dialog: " + dialog.message()));
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onRequest(
        request -> {
          if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) {
            complaints.add("request: " + request.url());
          }
        });
    page.navigate(folder.resolve(file).toUri().toString());
    assertThat(page.locator("#definitions dt, #cards .card").first()).isAttached();
    return page;
  }
}
