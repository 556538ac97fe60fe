package dev.fungible.expression;

import dev.cel.common.CelIssue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL's parser and checker say against an expression, in the words of this project. */
final class Complaint {

  private static final Pattern UNKNOWN =
      Pattern.compile("undeclared reference to '(.*)' \\(in container ''\\)", Pattern.DOTALL);
  private static final Pattern NO_FIELD = Pattern.compile("undefined field '(.*)'", Pattern.DOTALL);
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '(.*)' applied to '(.*)' .*", Pattern.DOTALL);
  private static final Pattern PROTOBUF = Pattern.compile("google\\.protobuf\\.(\\w+)");

  private static final List<String> CEL_FUNCTIONS =
      List.of(
          "all",
          "double",
          "duration",
          "endsWith",
          "exists",
          "exists_one",
          "filter",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getFullYear",
          "getHours",
          "getMinutes",
          "getMonth",
          "getSeconds",
          "has",
          "int",
          "map",
          "size",
          "startsWith",
          "timestamp");

  private final String text;
  private final CelIssue issue;

  private Complaint(String text, CelIssue issue) {
    this.text = text;
    this.issue = issue;
  }

  /** The first of these issues with this expression; a name that is not known explains others. */
  static Fault of(List<CelIssue> issues, String text) {
    CelIssue first =
        issues.stream()
            .filter(issue -> UNKNOWN.matcher(issue.getMessage()).matches())
            .findFirst()
            .orElseGet(issues::getFirst);
    return new Complaint(text, first).fault();
  }

  private Fault fault() {
    String message = issue.getMessage();
    Matcher field = NO_FIELD.matcher(message);
    if (field.matches()) {
      return Fault.unknown("field", at(1), field.group(1), fields());
    }
    Matcher unknown = UNKNOWN.matcher(message);
    if (unknown.matches()) {
      return unknown(unknown.group(1));
    }
    Matcher overload = NO_OVERLOAD.matcher(message);
    if (overload.matches()) {
      return overload(overload.group(1), overload.group(2));
    }
    String reason = message.replaceFirst(" expecting .*", "");
    return Fault.of("CEL; at " + at(0) + ": " + Fault.brief(reason.replace("<EOF>", "its end")));
  }

  private Fault unknown(String name) {
    // The checker points to the parenthesis of a call.
    boolean call = charAt(0) == '(';
    if (call) {
      return Fault.unknown(
          "function", at(-name.codePointCount(0, name.length())), name, functions());
    }
    Fault fault = Fault.unknown("name", at(0), name, new ArrayList<>(View.VARIABLES.keySet()));
    String dashed = "; a name with a dash is a key in brackets, [\"a-b\"]";
    return charAt(-1) == '-' && at(0).column() > 1
        ? new Fault(fault.expected() + dashed, name, fault.known())
        : fault;
  }

  private Fault overload(String function, String operands) {
    String types = PROTOBUF.matcher(operands).replaceAll(m -> m.group(1).toLowerCase(Locale.ROOT));
    String sign = function.replace("_", "").replace("@", "");
    String hint =
        types.contains("int") && types.contains("double")
            ? "; double(x) makes an int a double"
            : "";
    return Fault.of(
        "types that go together at "
            + at(0)
            + ", not "
            + Fault.brief("'" + sign + "' of " + types)
            + hint);
  }

  private Position at(int shift) {
    int line = Math.max(1, issue.getSourceLocation().getLine());
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    return new Position(line, Math.max(1, column + 1 + shift));
  }

  private int charAt(int shift) {
    List<String> lines = text.lines().toList();
    int line = at(0).line();
    int column = at(shift).column();
    int[] points = line > lines.size() ? new int[0] : lines.get(line - 1).codePoints().toArray();
    return column > points.length ? 0 : points[column - 1];
  }

  private static List<String> fields() {
    TreeSet<String> names = new TreeSet<>();
    ClassState.TYPE.fields().forEach(field -> names.add(field.name()));
    PoolState.TYPE.fields().forEach(field -> names.add(field.name()));
    ClusterState.TYPE.fields().forEach(field -> names.add(field.name()));
    return List.copyOf(names);
  }

  private static List<String> functions() {
    TreeSet<String> names = new TreeSet<>(CEL_FUNCTIONS);
    Functions.DECLARATIONS.forEach(declaration -> names.add(declaration.name()));
    return List.copyOf(names);
  }
}
