package dev.fungible.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.fungible.scheduler.model.WorkloadClass;
import dev.fungible.scheduler.spi.Declarations;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Looks for what the checker lets pass: names of classes, pools and time zones that nothing bears,
 * times that cannot be read, and values that could grow beyond what was written.
 */
final class Inspection {

  private static final List<CelKind> PLAIN =
      List.of(
          CelKind.BOOL,
          CelKind.DOUBLE,
          CelKind.DURATION,
          CelKind.INT,
          CelKind.STRING,
          CelKind.STRUCT,
          CelKind.TIMESTAMP);

  private final CelAbstractSyntaxTree ast;
  private final String text;
  private final List<String> classes;
  private final List<String> pools;
  private final CelRuntime runtime;

  /** Looks at this checked expression. */
  Inspection(CelAbstractSyntaxTree ast, String text, Declarations declared, CelRuntime runtime) {
    this.ast = ast;
    this.text = text;
    this.classes = declared.classes().stream().map(WorkloadClass::name).toList();
    this.pools = declared.pools();
    this.runtime = runtime;
  }

  /**
   * Goes through all parts.
   *
   * @throws InvalidExpression at the first that does not do
   */
  void requireFit() throws InvalidExpression {
    List<CelExpr> parts =
        CelNavigableAst.fromAst(ast).getRoot().allNodes().map(node -> node.expr()).toList();
    for (CelExpr part : parts) {
      requireBounded(part);
      switch (part.exprKind().getKind()) {
        case SELECT -> {
          if (!part.select().testOnly()) {
            requireKnown(part, part.select().operand(), part.select().field());
          }
        }
        case CALL -> inspect(part, part.call());
        case COMPREHENSION -> inspect(part, part.comprehension());
        default -> {}
      }
    }
  }

  private void requireBounded(CelExpr part) throws InvalidExpression {
    Optional<CelType> type = ast.getType(part.id());
    if (part.exprKind().getKind() == Kind.STRUCT
        || (type.isPresent() && !isBounded(type.orElseThrow()))) {
      throw refusal(
          part,
          "numbers, texts, times, true or false, and lists or maps of these at %s, not a value of "
              + type.map(CelType::name).orElse("another type"));
    }
  }

  private static boolean isBounded(CelType type) {
    return switch (type) {
      case ListType list -> list.hasElemType() && PLAIN.contains(list.elemType().kind());
      case MapType map ->
          PLAIN.contains(map.keyType().kind()) && PLAIN.contains(map.valueType().kind());
      default -> PLAIN.contains(type.kind());
    };
  }

  private void inspect(CelExpr part, CelCall call) throws InvalidExpression {
    List<CelExpr> arguments = call.args();
    String function = call.function();
    if (function.equals(Operator.ADD.getFunction())
        && ast.getType(part.id()).orElseThrow() instanceof ListType
        && !isStepOfMacro(arguments)) {
      throw refusal(part, "lists that are not joined at %s");
    }
    if (function.equals(Operator.INDEX.getFunction())) {
      Optional<String> key = literal(arguments.get(1));
      if (key.isPresent()) {
        requireKnown(part, arguments.getFirst(), key.orElseThrow());
      }
    }
    if (function.startsWith("get") && arguments.size() == 1) {
      Optional<String> zone = literal(arguments.getFirst());
      if (zone.isPresent() && !isZone(zone.orElseThrow())) {
        requireOneOf(
            arguments.getFirst(), "time zone", zone.orElseThrow(), zones(zone.orElseThrow()));
      }
    }
    if ((function.equals("duration") || function.equals("timestamp"))
        && literal(arguments.getFirst()).isPresent()) {
      requireValue(part, function);
    }
  }

  /** What {@code map} and {@code filter} are expanded to. */
  private static boolean isStepOfMacro(List<CelExpr> arguments) {
    return arguments.getFirst().exprKind().getKind() == Kind.IDENT
        && arguments.getFirst().ident().name().startsWith("@")
        && arguments.get(1).exprKind().getKind() == Kind.LIST
        && arguments.get(1).list().elements().size() == 1;
  }

  private void inspect(CelExpr part, CelComprehension loop) throws InvalidExpression {
    if (View.VARIABLES.containsKey(loop.iterVar()) || View.VARIABLES.containsKey(loop.iterVar2())) {
      throw refusal(
          part,
          "a variable at %s with a name of its own, not one of "
              + String.join(", ", View.VARIABLES.keySet()));
    }
  }

  private void requireKnown(CelExpr part, CelExpr map, String key) throws InvalidExpression {
    if (isVariable(map, "classes") || isField(map, "held")) {
      requireOneOf(part, "class", key, classes);
    }
    if (isVariable(map, "pools") && !pools.isEmpty()) {
      requireOneOf(part, "pool", key, pools);
    }
  }

  private static boolean isVariable(CelExpr expr, String name) {
    return expr.exprKind().getKind() == Kind.IDENT && expr.ident().name().equals(name);
  }

  private boolean isField(CelExpr expr, String name) {
    return expr.exprKind().getKind() == Kind.SELECT
        && expr.select().field().equals(name)
        && ast.getType(expr.id()).orElse(null) instanceof MapType;
  }

  private void requireOneOf(CelExpr part, String what, String word, List<String> known)
      throws InvalidExpression {
    if (!known.contains(word)) {
      throw new InvalidExpression(Fault.unknown(what, positionOf(part), word, known));
    }
  }

  private void requireValue(CelExpr part, String function) throws InvalidExpression {
    try {
      runtime.createProgram(CelAbstractSyntaxTree.newParsedAst(part, ast.getSource())).eval();
    } catch (CelEvaluationException e) {
      String example = function.equals("duration") ? "1h30m" : "2026-03-01T18:00:00Z";
      throw refusal(part, "a " + function + " such as \"" + example + "\" at %s");
    }
  }

  private static boolean isZone(String name) {
    try {
      return ZoneId.of(name).getId().equals(name);
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** Zones of the same region, which are few enough to be told. */
  private static List<String> zones(String like) {
    int slash = like.indexOf('/');
    String region = slash < 0 ? "Etc/" : like.substring(0, slash + 1);
    TreeSet<String> zones = new TreeSet<>(ZoneId.getAvailableZoneIds());
    return zones.stream().filter(zone -> zone.startsWith(region)).toList();
  }

  private static Optional<String> literal(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
        ? Optional.of(expr.constant().stringValue())
        : Optional.empty();
  }

  private InvalidExpression refusal(CelExpr part, String expected) {
    return new InvalidExpression(Fault.of(expected.replace("%s", positionOf(part).toString())));
  }

  /** Where the part's own sign stands: of a field, the place after its dot. */
  private Position positionOf(CelExpr part) {
    int offset = ast.getSource().getPositionsMap().getOrDefault(part.id(), 0);
    boolean dotted = part.exprKind().getKind() == Kind.SELECT;
    return Position.of(text, dotted ? offset + 1 : offset);
  }
}
