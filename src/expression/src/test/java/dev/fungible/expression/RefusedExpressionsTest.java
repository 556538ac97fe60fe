package dev.fungible.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.scheduler.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedExpressionsTest {

  @ParameterizedTest(name = "{index}: {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "clases.training.held | a known name at 1:1, one of classes, cluster, now, pools, not \"clases\" | clases",
        "1 + classes.training.hold | a known field at 1:22, not \"hold\" | hold",
        "classes.training.held.now | CEL; at 1:22: type 'int' does not support field selection | ''",
        "classes.trainig.held | a known class at 1:9, one of training, inference, ranking, batch-scoring, not \"trainig\" | trainig",
        "classes[\"trainig\"].held | a known class at 1:8, one of training, inference, ranking, batch-scoring, not \"trainig\" | trainig",
        "pools.h100.held.ranked | a known class at 1:17, one of training, inference, ranking, batch-scoring, not \"ranked\" | ranked",
        "pools.h200.nodes | a known pool at 1:7, one of h100, a100, not \"h200\" | h200",
        "1 + nodeFor(3) | a known function at 1:5, not \"nodeFor\" | nodeFor",
        "now.getHour() | a known function at 1:5, not \"getHour\" | getHour",
        "now.getHours(\"Europe/Berln\") | a known time zone at 1:14, not \"Europe/Berln\" | Europe/Berln",
        "cluster.nodes * 0.5 | types that go together at 1:15, not '*' of (int, double); double(x) makes an int a double | ''",
        "now - 5 | types that go together at 1:5, not '-' of (timestamp, int) | ''",
        "classes.training.highestDemand(3) | types that go together at 1:31, not 'highestDemand' of Class.(int) | ''",
        "now > timestamp(\"noon\") ? 1 : 2 | a timestamp such as \"2026-03-01T18:00:00Z\" at 1:16 | ''",
        "duration(\"2 days\") > duration(\"1h\") ? 1 : 2 | a duration such as \"1h30m\" at 1:9 | ''",
        "true | an expression whose value is int or double, not bool | ''",
        "\"7\" | an expression whose value is int or double, not string | ''",
        "classes.training | an expression whose value is int or double, not Class | ''",
        "1 + | CEL; at 1:4: mismatched input 'its end' | ''",
        "1 + + 2 | CEL; at 1:5: extraneous input '+' | ''",
        "'' | CEL; at 1:1: mismatched input 'its end' | ''",
        "size(\"a\" + \"b\") | types that go together at 1:10, not '+' of (string, string) | ''",
        "size([1] + [2]) | lists that are not joined at 1:10 | ''",
        "[1].map(now, now)[0] | a variable at 1:8 with a name of its own, not one of classes, cluster, now, pools | ''",
        "type(1) == int ? 1 : 2 | a known function at 1:1, not \"type\" | type",
        "Class{held: 1}.held | numbers, texts, times, true or false, and lists or maps of these at 1:6, not a value of Class | ''",
      })
  void saysWhatWasExpectedWhereAndWhichNameIsUnknown(
      String expression, String expected, String word) {
    SettingException refusal = Try.refusal(expression);

    assertThat(refusal.key()).isEqualTo("rules.0.nodes");
    assertThat(refusal.value()).isEqualTo(expression);
    assertThat(refusal.expected()).isEqualTo(expected);
    assertThat(refusal.word()).isEqualTo(word);
  }

  @Test
  void linesAreCounted() {
    assertThat(Try.refusal("classes.training.held\n  + clusters.nodes").expected())
        .startsWith("a known name at 2:5,");
    assertThat(Try.refusal("1 // äöü😀\n + classes.training.hold").expected())
        .startsWith("a known field at 2:21,");
  }

  /** Each of these would take time or memory that grows faster than it is long. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "size([[1]].map(x, [x, x]).map(x, [x, x]))",
        "size([1].map(x, [x, x]))",
        "size({\"a\": [1]})",
        "size([dyn(1)])",
        "size([1, \"a\"])",
        "size(string(1))",
        "\"a\".matches(\"(a+)+b\") ? 1 : 2",
        "size(b\"a\" + b\"b\")",
        "size([classes])",
        "size(null == null ? \"a\" : \"b\")"
      })
  void whatCouldGrowIsRefused(String expression) {
    assertThat(Try.refusal(expression).expected()).contains(" at 1:");
  }

  @Test
  void longAndDeepExpressionsAreRefused() {
    assertThat(Try.refusal("1 + ".repeat(500) + "1").expected())
        .isEqualTo("an expression of at most 2000 characters");
    assertThat(Try.refusal("1" + " + 1".repeat(300)).expected())
        .isEqualTo("CEL; at 1:1: Expression recursion limit exceeded. limit: 100");
    assertThat(Try.refusal("(".repeat(900) + "1" + ")".repeat(900)).expected())
        .startsWith("CEL; at 1:1: Expression recursion limit exceeded");
    assertThat(Try.nodes("1" + " + 0".repeat(90))).isEqualTo(1);
  }
}
