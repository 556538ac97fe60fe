package dev.fungible.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fungible.simulator.account.Report;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountReportsTest {

  private static final String SCRIPT = "</script><script>alert(1)</script>";
  private static final Report SAMPLE = SampleAccount.of("inference", List.of("a note"));

  @Test
  void theTextSaysHowMuchWasSeenAndWhatDoesNotAddUp() {
    String text = AccountText.render(SAMPLE, 100, false);

    assertThat(text)
        .contains("The server; the operator saw 24.0 of 48.0 hours (50.0 %); 42 GPUs on average")
        .contains("Note: a note\n")
        .contains("Capacity 1,010.0 GPU-h; the parts differ from it by 0.9901 %.")
        .containsPattern("main training +700.0 +20.0 +30.0 +10.0 +40.0 +800.0 +87.5 % +2.5")
        .containsPattern("inference +200.0 +5.0 +0.9750 +0.9791 +30m 00s +90.0")
        // The operator does not count which shifts stop work.
        .containsPattern("training to inference +4 +3 +1 +0 +0 +– +2.5 +6m 40s")
        .contains("3 moves cost 2.5 GPU-h of lost work and 20.0 GPU-h in transition, 2.23 %")
        .doesNotContain("Replayed", "\u001b");
    assertThat(AccountText.render(SAMPLE, 100, true)).contains("\u001b[1m2026-03-02 00:00 +00:00");
  }

  @Test
  void theJsonHasNullWhereNothingIsKnown() throws IOException {
    JsonNode json = new ObjectMapper().readTree(AccountJson.render(SAMPLE));

    assertThat(json.at("/moves/0/preempting").isNull()).isTrue();
    assertThat(json.at("/gain").isNull()).isTrue();
    assertThat(json.at("/wasteIdentityError").asDouble()).isEqualTo(10 / 1010.0);
    assertThat(json.at("/pools/main/classes/training/lost").asDouble()).isEqualTo(2.5);
    assertThat(json.at("/days/1/from").asText()).isEqualTo("2026-03-03T00:00:00Z");
    assertThat(AccountJson.render(SAMPLE)).endsWith("}\n");
  }

  @Test
  void thePageNeedsNothingElseAndTakesNoMarkup() {
    String page = AccountHtml.render(SampleAccount.of(SCRIPT, List.of(SCRIPT, "{{data}} $1")));

    assertThat(page)
        .contains("default-src 'none'", "{{data}} $1", "3 moves cost")
        .doesNotContain("alert(1)</script>", "http://", "https://", "@import", "url(");
    assertThat(page.split("</script>", -1))
        .hasSameSizeAs(AccountHtml.render(SAMPLE).split("</script>", -1));
  }

  @Test
  void theSameAccountGivesTheSamePage() {
    assertThat(AccountHtml.render(SAMPLE))
        .isEqualTo(AccountHtml.render(SampleAccount.of("inference", List.of("a note"))));
  }
}
