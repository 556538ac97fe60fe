package dev.fungible.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded expressions from the grammar of CEL: well typed, well typed but for a slip, and wild. Many
 * are nonsense; none may be more than refused or fail.
 */
final class RandomExpressions {

  /** What an expression is meant to be. */
  enum Type {
    INT,
    DOUBLE,
    BOOL,
    TIME,
    DURATION,
    TEXT,
    CLASS,
    POOL,
    INTS,
    TEXTS
  }

  private static final String[] CLASSES = {"training", "inference", "ranking"};
  private static final String[] TOKENS = {
    "classes",
    "pools",
    "cluster",
    "now",
    "held",
    "demand",
    "x",
    "@result",
    "__result__",
    ".",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "?",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "in",
    "true",
    "null",
    "1",
    "0x7F",
    "2u",
    "1e308",
    "\"a\"",
    "'",
    "b'\\xff'",
    "r'\\'",
    "map",
    "filter",
    "exists",
    "has",
    "all",
    "duration",
    "type",
    "dyn",
    "int",
    "math.greatest",
    "\\",
    "`",
    "$",
    "é",
    "😀",
    "\u0000",
    "\u2028",
    "\n",
    "//",
    "9223372036854775807",
    "-0.0",
    "google.protobuf.Value",
    "Class",
    "fungible",
    "for",
    "as"
  };

  private final SplittableRandom random;
  private final List<String> bound = new ArrayList<>();

  /** The expressions of this source. */
  RandomExpressions(SplittableRandom random) {
    this.random = random;
  }

  /** Any expression, often one of this type. */
  String next(Type type) {
    bound.clear();
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4, 5 -> typed(type, random.nextInt(5));
      case 6 -> slip(typed(type, random.nextInt(4)));
      case 7 -> typed(any(Type.values()), random.nextInt(4));
      case 8 -> soup();
      default -> heavy();
    };
  }

  private String typed(Type type, int depth) {
    int left = depth - 1;
    return switch (type) {
      case INT -> integer(left);
      case DOUBLE -> number(left);
      case BOOL -> condition(left);
      case TIME ->
          left < 0
              ? "now"
              : "(" + typed(Type.TIME, left) + any(" + ", " - ") + typed(Type.DURATION, left) + ")";
      case DURATION -> duration(left);
      case TEXT ->
          !bound.isEmpty() && random.nextBoolean()
              ? any(bound.toArray(String[]::new))
              : "\"" + any(any(CLASSES), "h100", "", "\\n", "é") + "\"";
      case CLASS ->
          left < 0 || random.nextInt(4) > 0
              ? "classes." + any(CLASSES)
              : "classes[" + typed(Type.TEXT, left) + "]";
      case POOL ->
          left < 0 || random.nextBoolean() ? "pools.h100" : "pools[" + typed(Type.TEXT, left) + "]";
      case INTS -> list(Type.INT, left);
      case TEXTS -> list(Type.TEXT, left);
    };
  }

  private String integer(int depth) {
    if (depth < 0) {
      return any(
          "0",
          "1",
          "7",
          "-3",
          "cluster.nodes",
          "classes." + any(CLASSES) + ".held",
          "9223372036854775807");
    }
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          "("
              + integer(depth - 1)
              + any(" + ", " - ", " * ", " / ", " % ")
              + integer(depth - 1)
              + ")";
      case 2 ->
          typed(Type.CLASS, depth) + any(".held", ".demandNodes", ".pendingGangs", ".heldGpus");
      case 3 -> typed(Type.POOL, depth) + any(".nodes", ".healthy", ".held." + any(CLASSES));
      case 4 -> condition(depth - 1) + " ? " + integer(depth - 1) + " : " + integer(depth - 1);
      case 5 -> typed(Type.CLASS, depth) + ".nodesFor(" + number(depth - 1) + ")";
      case 6 -> "math.greatest(" + integer(depth - 1) + ", " + integer(depth - 1) + ")";
      case 7 -> any("size(", "size(") + any(list(Type.INT, depth), "pools", "classes") + ")";
      default ->
          any(
              "int(" + number(depth - 1) + ")",
              typed(Type.TIME, depth) + ".getHours(\"Asia/Tokyo\")");
    };
  }

  private String number(int depth) {
    if (depth < 0) {
      return any("0.0", "1.5", "-2.25", "1e300", "classes." + any(CLASSES) + ".demand");
    }
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          "(" + number(depth - 1) + any(" + ", " - ", " * ", " / ") + number(depth - 1) + ")";
      case 2 -> "double(" + integer(depth - 1) + ")";
      case 3 -> typed(Type.CLASS, depth) + ".highestDemand(" + typed(Type.DURATION, depth) + ")";
      default -> typed(Type.CLASS, depth) + ".demandAt(" + typed(Type.TIME, depth) + ")";
    };
  }

  private String condition(int depth) {
    if (depth < 0) {
      return any("true", "false", "classes.inference.serving", "now.getDayOfWeek() == 1");
    }
    return switch (random.nextInt(7)) {
      case 0 -> integer(depth - 1) + any(" < ", " >= ", " == ", " != ") + integer(depth - 1);
      case 1 ->
          number(depth - 1)
              + any(" < ", " > ", " <= ")
              + any(integer(depth - 1), number(depth - 1));
      case 2 -> "(" + condition(depth - 1) + any(" && ", " || ") + condition(depth - 1) + ")";
      case 3 -> "!(" + condition(depth - 1) + ")";
      case 4 ->
          loop(
              any("pools", "classes", list(Type.TEXT, depth)),
              any("all", "exists", "exists_one"),
              depth);
      case 5 -> typed(Type.TEXT, depth) + " in " + any("pools", "classes", list(Type.TEXT, depth));
      default -> typed(Type.DURATION, depth) + " > " + typed(Type.DURATION, depth);
    };
  }

  private String duration(int depth) {
    return switch (random.nextInt(depth < 0 ? 2 : 4)) {
      case 0 -> "duration(\"" + any("30m", "24h", "1h30m", "-5s", "0s") + "\")";
      case 1 -> "classes.training.longestWait";
      case 2 -> "(" + typed(Type.TIME, depth) + " - now)";
      default -> "leadTime(" + typed(Type.CLASS, depth) + ", " + typed(Type.CLASS, depth) + ")";
    };
  }

  private String list(Type of, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      String range = list(Type.TEXT, depth - 1);
      String name = bind();
      String body = typed(of, depth - 1);
      bound.remove(name);
      return range + ".map(" + name + ", " + body + ")";
    }
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      items.add(typed(of, depth - 1));
    }
    return "[" + String.join(", ", items) + "]";
  }

  private String loop(String range, String macro, int depth) {
    String name = bind();
    String body = condition(depth - 1);
    bound.remove(name);
    return range + "." + macro + "(" + name + ", " + body + ")";
  }

  private String bind() {
    String name = "v" + bound.size();
    bound.add(name);
    return name;
  }

  /** One or two characters or words that are not what they were. */
  private String slip(String expression) {
    StringBuilder result = new StringBuilder(expression);
    for (int edits = random.nextInt(1, 3); edits > 0; edits--) {
      int at = random.nextInt(result.length() + 1);
      int to = Math.min(result.length(), at + random.nextInt(3));
      result.replace(at, to, random.nextInt(3) == 0 ? "" : any(TOKENS));
    }
    return result.toString();
  }

  private String soup() {
    StringBuilder result = new StringBuilder();
    for (int i = random.nextInt(1, 20); i > 0; i--) {
      result.append(any(TOKENS)).append(random.nextBoolean() ? " " : "");
    }
    return result.toString();
  }

  /** Long, deep, or long to evaluate. */
  private String heavy() {
    int times = random.nextInt(1, 400);
    return switch (random.nextInt(8)) {
      case 0 -> "(".repeat(times) + "1" + ")".repeat(times);
      case 1 -> "1" + any(" + 1", " * 2", " - 1").repeat(times);
      case 2 -> "!".repeat(times) + "true";
      case 3 -> "[".repeat(times) + "]".repeat(times);
      case 4 -> "true ? 1 : ".repeat(times) + "2";
      case 5 -> nested("[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]", random.nextInt(1, 12)) + " ? 1 : 2";
      case 6 ->
          "size([\"ab\"]"
              + any(".map(x, x + x)", ".map(x, [x, x])", ".map(x, x)").repeat(random.nextInt(1, 60))
              + ")";
      default -> nested("classes", random.nextInt(1, 12));
    };
  }

  private String nested(String range, int levels) {
    String body = any("true", "1 / 0 == 1", "classes.inference.demand >= 0.0");
    for (int i = 0; i < levels; i++) {
      body = range + "." + any("all", "exists") + "(i" + i + ", " + body + ")";
    }
    return body;
  }

  @SafeVarargs
  private <T> T any(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
