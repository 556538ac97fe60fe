package dev.fungible.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class StatusDifferenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void whatIsThereIsNoNews() throws Exception {
    assertThat(difference("{'data':{'a':'1','b':'2'}}", "{'data':{'a':'1'}}")).isEqualTo("{}");
  }

  @Test
  void whatIsNewOrOtherIsNews() throws Exception {
    assertThat(difference("{'data':{'a':'1'}}", "{'data':{'a':'2','b':'3'}}"))
        .isEqualTo("{'data':{'a':'2','b':'3'}}");
    assertThat(difference("{}", "{'binaryData':{'a':'eA=='}}"))
        .isEqualTo("{'binaryData':{'a':'eA=='}}");
  }

  @Test
  void whatIsToGoIsNewsOnlyWhereItIs() throws Exception {
    assertThat(difference("{'data':{'a':'1'}}", "{'data':{'a':null}}"))
        .isEqualTo("{'data':{'a':null}}");
    assertThat(difference("{}", "{'data':{'a':null}}")).isEqualTo("{}");
  }

  @Test
  void documentsThatDifferInTheirTimesAloneSayTheSame() {
    assertThat(
            StatusDifference.saysTheSame(
                "{\"since\":\"1\",\"a\":1}", "{ \"a\": 1, \"since\": \"2\" }"))
        .isTrue();
    assertThat(StatusDifference.saysTheSame("{\"a\":1}", "{\"a\":2}")).isFalse();
    assertThat(StatusDifference.saysTheSame("", "")).isFalse();
    assertThat(StatusDifference.saysTheSame("{", "{")).isFalse();
  }

  private static String difference(String there, String aim) throws Exception {
    return StatusDifference.between(tree(there), (ObjectNode) tree(aim))
        .toString()
        .replace('"', '\'');
  }

  private static JsonNode tree(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
