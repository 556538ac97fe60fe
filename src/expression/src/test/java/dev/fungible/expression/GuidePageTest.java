package dev.fungible.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page lists what expressions can name, with its types, and the limits that hold. */
class GuidePageTest {

  private static final Path PAGE = Path.of("../docs/guide/expressions.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]*)` \\| ([^|]*) \\| .+ \\|$");

  @Test
  void theTablesListTheViewAndTheFunctionsWithTheirTypes() throws IOException {
    List<String> listed =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1) + ": " + row.group(2).strip())
            .toList();

    assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(known());
  }

  @Test
  void theLimitsAreThoseInForce() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("| characters of an expression | " + number(Language.LONGEST) + " | refused |")
        .contains(" has two | " + number(Language.DEEPEST) + " | refused |")
        .contains("in a cycle | " + number(Budget.MOST_STEPS) + " | cut off |");
  }

  private static String number(int value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static List<String> known() {
    List<String> known = new ArrayList<>();
    View.VARIABLES.forEach((name, type) -> known.add(name + ": " + word(type)));
    for (ViewType<?> type : List.of(ClassState.TYPE, PoolState.TYPE, ClusterState.TYPE)) {
      type.fields()
          .forEach(
              field ->
                  known.add(
                      type.celType().name() + "." + field.name() + ": " + word(field.type())));
    }
    for (CelFunctionDecl function : Functions.DECLARATIONS) {
      function.overloads().forEach(overload -> known.add(signature(function.name(), overload)));
    }
    return known;
  }

  private static String signature(String name, CelOverloadDecl overload) {
    List<CelType> types = overload.parameterTypes();
    boolean member = overload.isInstanceFunction();
    String arguments =
        types.stream()
            .skip(member ? 1 : 0)
            .map(GuidePageTest::word)
            .collect(Collectors.joining(", ", "(", ")"));
    return (member ? word(types.getFirst()) + "." : "")
        + name
        + arguments
        + ": "
        + word(overload.resultType());
  }

  private static String word(CelType type) {
    return switch (type) {
      case MapType map -> "map(" + word(map.keyType()) + ", " + word(map.valueType()) + ")";
      case StructType struct -> struct.name();
      default -> type.kind().name().toLowerCase(Locale.ROOT);
    };
  }
}
