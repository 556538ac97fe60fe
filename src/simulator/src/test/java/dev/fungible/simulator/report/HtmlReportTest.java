package dev.fungible.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.simulator.result.RunResult;
import dev.fungible.simulator.result.SimulationResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final Pattern DATA = Pattern.compile("id=\"data\">([A-Za-z0-9+/=]*)</script>");
  private static final Pattern TAG_WITH_ADDRESS =
      Pattern.compile("<(?:script|link|img|iframe|a)\\b[^>]*(?:src|href)=\"(?!#|data:)[^\"]*\"");
  private static final String SCRIPT = "</script><script>alert(1)</script><!--";

  private static final SimulationResult SAMPLE = SampleResult.of(7);

  @Test
  void refersToNothingOutsideItself() {
    String page = HtmlReport.render(SAMPLE);
    assertThat(TAG_WITH_ADDRESS.matcher(page).results()).isEmpty();
    assertThat(page).contains("default-src 'none'").doesNotContain("@import", "url(", "{{");
    assertThat(page.replace("https://github.com/leeoniya/uPlot", ""))
        .doesNotContain("http://")
        .doesNotContain("https://");
  }

  @Test
  void carriesTheLicenceOfWhatItCarries() {
    assertThat(HtmlReport.render(SAMPLE)).contains("Copyright (c) ", "Leon Sorokin", "MIT");
  }

  @Test
  void staysSmallForNineRowsOfEverythingThatItLists() {
    List<RunResult> rows = new ArrayList<>();
    for (RunResult row : SAMPLE.rows()) {
      var moves = new SampleMoves(new SplittableRandom(rows.size())).make(1500);
      rows.add(SampleResult.moving(row, row.policy(), moves));
    }
    String page = HtmlReport.render(SampleResult.with(SAMPLE, SAMPLE.oracle(), rows));
    assertThat(page.length()).isLessThan(2_000_000);
  }

  @Test
  void givesTheSamePageForTheSameResult() {
    assertThat(HtmlReport.render(SAMPLE)).isEqualTo(HtmlReport.render(SampleResult.of(7)));
  }

  @Test
  void escapesNamesThatLookLikeMarkup() {
    RunResult row = SampleResult.renamed(SAMPLE.rows().get(0), SCRIPT, SCRIPT, List.of(SCRIPT));
    var hostile =
        new SimulationResult(
            SCRIPT, 64, 8, "fifo", List.of(SCRIPT, "{{data}} $1"), SAMPLE.oracle(), List.of(row));
    String page = HtmlReport.render(hostile);
    assertThat(page).doesNotContain("alert(1)</script>").contains("{{data}} $1");
    assertThat(count(page, "</script>")).isEqualTo(count(HtmlReport.render(SAMPLE), "</script>"));
  }

  @Test
  void packsTheNumbersOfEveryRow() throws IOException {
    JsonNode data = data(HtmlReport.render(SAMPLE));
    assertThat(data.path("rows")).hasSize(9);
    assertThat(data.at("/rows/3/goodput").doubleValue())
        .isEqualTo(SAMPLE.rows().get(3).goodputGpuHours());
    assertThat(data.at("/rows/3/timeline/transition")).hasSize(SampleDemand.INTERVALS);
    assertThat(data.at("/rows/0/timeline/demand/ranking")).hasSize(SampleDemand.INTERVALS);
    assertThat(data.at("/rows/1/timeline/demand").isNull()).isTrue();
    assertThat(data.path("best").intValue()).isZero();
  }

  @Test
  void packsTheReasonsOfEveryMove() throws IOException {
    JsonNode data = data(HtmlReport.render(SAMPLE));
    var move = SAMPLE.rows().get(3).moves().get(42);
    JsonNode columns = data.at("/rows/3/explained");
    assertThat(columns.at("/at/42").longValue()).isEqualTo(move.at().toSeconds());
    assertThat(data.path("texts").get(columns.at("/reason/42").intValue()).textValue())
        .isEqualTo(move.reason());
    List<String> bids = new ArrayList<>();
    for (JsonNode text : data.path("lists").get(columns.at("/bids/42").intValue())) {
      bids.add(data.path("texts").get(text.intValue()).textValue());
    }
    assertThat(bids).isEqualTo(move.bids());
  }

  private static JsonNode data(String page) throws IOException {
    Matcher found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    var packed = new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1)));
    try (var gzip = new GZIPInputStream(packed)) {
      String json = new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
      return new ObjectMapper().readTree(json);
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
