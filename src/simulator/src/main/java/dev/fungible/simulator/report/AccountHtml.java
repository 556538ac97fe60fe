package dev.fungible.simulator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.simulator.account.Account;
import dev.fungible.simulator.account.Report;
import dev.fungible.simulator.replay.Gain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An account as one page that needs nothing else, in the style of {@link HtmlReport}. */
public final class AccountHtml {

  private static final List<String> SCRIPTS = List.of("page.js", "theme.js", "account.js");

  private AccountHtml() {}

  /** Writes the page in UTF-8; an existing file is replaced. */
  public static void write(Report report, Path file) throws IOException {
    Files.writeString(file, render(report));
  }

  /** The page in HTML. */
  public static String render(Report report) {
    Account account = report.account();
    Gain gain = report.gain();
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("title", PageTemplate.escaped(account.period().text()));
    parts.put("setting", PageTemplate.escaped(AccountWords.setting(account)));
    parts.put("verdict", PageTemplate.escaped(AccountWords.verdict(report)));
    parts.put("closing", PageTemplate.escaped(AccountWords.closing(account)));
    parts.put(
        "assumptions",
        gain == null ? "" : PageTemplate.escaped(AccountWords.assumptions(gain, account)));
    parts.put("notes", PageTemplate.notes(report.notes()));
    parts.put("style", PageTemplate.own("report.css"));
    parts.put("data", Packed.of(data(report)));
    parts.put("script", PageTemplate.scripts(SCRIPTS));
    return PageTemplate.of("account.html", parts);
  }

  private static ObjectNode data(Report report) {
    ObjectNode data = AccountJson.tree(report);
    // The parts of the page that all pages share look for the rows of a simulation.
    data.putArray("rows");
    ArrayNode classes = data.putArray("classes");
    report.account().byClass().keySet().forEach(classes::add);
    return data;
  }
}
