package dev.fungible.simulator.report;

import dev.fungible.simulator.result.SimulationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A result as one page that needs nothing else: no network, no server, no fonts. Carries no
 * timings, so the same result gives the same bytes.
 */
public final class HtmlReport {

  /** Explanations are most of the page's weight; the file of moves has all of them. */
  private static final int MOST_MOVES = 3000;

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
  private static final List<String> SCRIPTS =
      List.of(
          "page.js",
          "theme.js",
          "compare.js",
          "table.js",
          "charts.js",
          "waste.js",
          "jobs.js",
          "moves.js",
          "report.js");

  private HtmlReport() {}

  /** The page in HTML. */
  public static String render(SimulationResult result) {
    var headline = new Headline(result);
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", PageTemplate.escaped(result.scenario()));
    parts.put("setting", PageTemplate.escaped(headline.setting()));
    parts.put("verdict", PageTemplate.escaped(headline.sentence()));
    parts.put("notes", PageTemplate.notes(result.notes()));
    parts.put(
        "style", PageResource.text(UPLOT + "dist/uPlot.min.css") + PageTemplate.own("report.css"));
    parts.put("license", PageResource.text(UPLOT + "LICENSE").strip());
    parts.put("uplot", PageResource.text(UPLOT + "dist/uPlot.iife.min.js"));
    parts.put("data", new PageData(result, MOST_MOVES).packed());
    parts.put("script", PageTemplate.scripts(SCRIPTS));
    return PageTemplate.of("report.html", parts);
  }

  /** Writes the page in UTF-8; an existing file is replaced. */
  public static void write(SimulationResult result, Path file) throws IOException {
    Files.writeString(file, render(result));
  }
}
