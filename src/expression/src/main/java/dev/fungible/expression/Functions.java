package dev.fungible.expression;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelMathExtensions;
import dev.cel.runtime.CelFunctionBinding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What expressions can call beside CEL's own functions. */
final class Functions {

  private static final CelType CLASS = ClassState.TYPE.celType();

  /** How the functions of the view are called. */
  static final List<CelFunctionDecl> DECLARATIONS =
      List.of(
          newFunctionDeclaration(
              "highestDemand", newMemberOverload("class_highest_demand", DOUBLE, CLASS, DURATION)),
          newFunctionDeclaration(
              "demandAt", newMemberOverload("class_demand_at", DOUBLE, CLASS, TIMESTAMP)),
          newFunctionDeclaration(
              "nodesFor",
              newMemberOverload("class_nodes_for_double", INT, CLASS, DOUBLE),
              newMemberOverload("class_nodes_for_int", INT, CLASS, INT)),
          newFunctionDeclaration(
              "leadTime", newGlobalOverload("lead_time", DURATION, CLASS, CLASS)));

  /** What they do. */
  static final List<CelFunctionBinding> BINDINGS =
      List.of(
          CelFunctionBinding.from(
              "class_highest_demand",
              ViewValue.class,
              Duration.class,
              (of, window) -> state(of).highestDemand(window)),
          CelFunctionBinding.from(
              "class_demand_at",
              ViewValue.class,
              Instant.class,
              (of, time) -> state(of).demandAt(time)),
          CelFunctionBinding.from(
              "class_nodes_for_double",
              ViewValue.class,
              Double.class,
              (of, gpus) -> state(of).nodesFor(gpus)),
          CelFunctionBinding.from(
              "class_nodes_for_int",
              ViewValue.class,
              Long.class,
              (of, gpus) -> state(of).nodesFor(gpus)),
          CelFunctionBinding.from(
              "lead_time",
              ViewValue.class,
              ViewValue.class,
              (from, to) -> state(from).leadTime(state(to))));

  private Functions() {}

  /** The part of CEL's mathematical extension that numbers of nodes call for. */
  static CelMathExtensions math() {
    return CelExtensions.math(
        CelMathExtensions.Function.MAX,
        CelMathExtensions.Function.MIN,
        CelMathExtensions.Function.CEIL,
        CelMathExtensions.Function.FLOOR,
        CelMathExtensions.Function.ROUND,
        CelMathExtensions.Function.ABS);
  }

  private static ClassState state(ViewValue<?> value) {
    return (ClassState) value.subject();
  }
}
