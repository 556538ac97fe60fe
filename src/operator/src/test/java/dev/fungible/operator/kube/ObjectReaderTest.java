package dev.fungible.operator.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fungible.operator.kube.ObjectReader.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectReaderTest {

  private final List<JsonNode> read = new ArrayList<>();

  @Test
  void aPageSaysItsVersionAndWhereItGoesOn() throws IOException {
    // Servers write metadata first; nothing says that they must.
    Page page =
        page(
            """
            {"items": [{"metadata": {"name": "a"}}, {"metadata": {"name": "b"}}], "later": [[1]],
             "metadata": {"resourceVersion": "7", "continue": "x", "remainingItemCount": 3}}
            """);
    assertThat(page).isEqualTo(new Page("7", "x"));
    assertThat(read)
        .extracting(object -> object.at("/metadata/name").asText())
        .containsExactly("a", "b");
  }

  @Test
  void anEmptyListMayHaveNoItems() throws IOException {
    assertThat(page("{\"metadata\": {\"resourceVersion\": \"7\"}, \"items\": null}"))
        .isEqualTo(new Page("7", ""));
    assertThat(page("{\"metadata\": {\"resourceVersion\": \"7\"}}")).isEqualTo(new Page("7", ""));
    assertThat(read).isEmpty();
  }

  @Test
  void whereverItIsCutOffAListIsNone() {
    String whole =
        "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[{\"metadata\":{\"name\":\"a\"}}]}";
    for (int end = 0; end < whole.length(); end++) {
      String cut = whole.substring(0, end);
      assertThatThrownBy(() -> page(cut)).as(cut).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsNotAListIsNone() {
    for (String answer : List.of("[]", "{}", "null", "7", "<html>", "{\"items\": []}")) {
      assertThatThrownBy(() -> page(answer)).as(answer).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsNeverLookedAtIsPassedOverAndWhatUsersNameStays() throws IOException {
    page(
        """
        {"metadata": {"resourceVersion": "7"}, "items": [
          {"metadata": {"name": "a", "managedFields": [{"f": {}}],
                        "labels": {"env": "prod", "images": "i"},
                        "annotations": {"lifecycle": "l", "volumes": "{}"}},
           "spec": {"nodeSelector": {"env": "e"}, "volumes": [{}], "unheardOf": {"deep": [1, {"x": 2}]},
                    "containers": [{"name": "c", "env": [{"name": "x"}], "resources": {"a": 1}}]},
           "data": {"env": "d"}}]}
        """);
    JsonNode object = read.getFirst();
    assertThat(object.at("/metadata/labels/env").asText()).isEqualTo("prod");
    assertThat(object.at("/metadata/labels/images").asText()).isEqualTo("i");
    assertThat(object.at("/metadata/annotations").size()).isEqualTo(2);
    assertThat(object.at("/spec/nodeSelector/env").asText()).isEqualTo("e");
    assertThat(object.at("/data/env").asText()).isEqualTo("d");
    assertThat(object.at("/spec/containers/0/resources/a").asInt()).isEqualTo(1);
    assertThat(object.at("/spec/unheardOf/deep").size()).isEqualTo(2);
    assertThat(object.at("/metadata").has("managedFields")).isFalse();
    assertThat(object.at("/spec").has("volumes")).isFalse();
    assertThat(object.at("/spec/containers/0").has("env")).isFalse();
  }

  @Test
  void aWatchHandsOverEveryEventThatIsWhole() {
    String events =
        "{\"type\": \"ADDED\"}\n{\"type\": \"DELETED\", \"object\": {\"a\": 1}}{\"type\"";
    assertThatThrownBy(() -> ObjectReader.watch(bytes(events), read::add))
        .isInstanceOf(IOException.class);
    assertThat(read)
        .extracting(event -> event.path("type").asText())
        .containsExactly("ADDED", "DELETED");
  }

  @Test
  void aWatchMayEnd() throws IOException {
    ObjectReader.watch(bytes(""), read::add);
    ObjectReader.watch(bytes("{\"type\": \"ADDED\"}\n"), read::add);
    assertThat(read).hasSize(1);
  }

  private Page page(String answer) throws IOException {
    return ObjectReader.page(bytes(answer), read::add);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
