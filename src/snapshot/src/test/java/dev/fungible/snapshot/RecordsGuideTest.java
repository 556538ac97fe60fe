package dev.fungible.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide's tables have the keys of a line, all of them and no others. */
class RecordsGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guide", "records.md");
  private static final Pattern KEY = Pattern.compile("`(\\w+)`");

  @Test
  void everyKeyIsInTheGuide() throws IOException {
    Set<String> told = keys(Files.readString(GUIDE).lines().toList());
    assertThat(told).containsAll(keysOfALine());
  }

  @Test
  void theGuideHasNoKeyThatIsNotThere() throws IOException {
    List<String> schema =
        Files.readString(GUIDE).lines().dropWhile(line -> !line.equals("### A record")).toList();
    Set<String> first =
        keys(
            schema.stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf(" |", 2)))
                .toList());
    assertThat(first).hasSizeGreaterThan(30).isSubsetOf(keysOfALine());
  }

  @Test
  void theSchemaInTheGuideIsTheOneThatIsWritten() throws IOException {
    assertThat(Files.readString(GUIDE)).contains("`" + DecisionLines.SCHEMA + "`");
  }

  private static Set<String> keys(List<String> lines) {
    return lines.stream()
        .flatMap(line -> KEY.matcher(line).results())
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> keysOfALine() {
    Set<String> keys = new TreeSet<>(Set.of("schema"));
    Stream.concat(
            Stream.of(DecisionRecord.class),
            Arrays.stream(DecisionRecord.class.getDeclaredClasses()).filter(Class::isRecord))
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .forEach(component -> keys.add(component.getName()));
    return keys;
  }
}
