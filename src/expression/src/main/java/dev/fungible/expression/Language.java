package dev.fungible.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardFunction.Overload.Arithmetic;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.fungible.scheduler.spi.Declarations;
import java.util.List;
import java.util.Optional;

/**
 * CEL over the view, without what lets values grow: no text is joined, no list of lists is made,
 * and neither the size nor the depth of an expression is unbounded. Safe to share.
 */
final class Language {

  /** Code points of an expression, at most. */
  static final int LONGEST = 2_000;

  /** Levels of an expression, at most. */
  static final int DEEPEST = 100;

  private static final List<StandardFunction> LEFT_OUT =
      List.of(
          StandardFunction.BYTES,
          StandardFunction.CONTAINS,
          StandardFunction.DYN,
          StandardFunction.MATCHES,
          StandardFunction.STRING,
          StandardFunction.TYPE);

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .enableHiddenAccumulatorVar(true)
          .maxExpressionCodePointSize(LONGEST)
          .maxParseRecursionDepth(DEEPEST)
          .comprehensionMaxIterations(Budget.MOST_STEPS)
          .build();

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  private Language() {
    ViewTypes types = ViewTypes.all();
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardEnvironmentEnabled(false)
            .setStandardDeclarations(
                CelStandardDeclarations.newBuilder()
                    .filterFunctions(
                        (function, overload) ->
                            !LEFT_OUT.contains(function)
                                && overload != Arithmetic.ADD_STRING
                                && overload != Arithmetic.ADD_BYTES)
                    .build())
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(types)
            .addFunctionDeclarations(Functions.DECLARATIONS)
            .addLibraries(Functions.math());
    View.VARIABLES.forEach(builder::addVar);
    compiler = builder.build();
    runtime =
        CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setTypeProvider(types)
            .addFunctionBindings(Functions.BINDINGS)
            .addLibraries(Functions.math())
            .build();
  }

  /** The one instance; made when the first expression is compiled, which takes half a second. */
  static Language instance() {
    return Holder.INSTANCE;
  }

  /**
   * The expression, parsed and checked, so that its value is one of these types.
   *
   * @throws InvalidExpression if it cannot be used
   */
  Formula compile(String text, List<CelType> results, Declarations declared)
      throws InvalidExpression {
    try {
      CelAbstractSyntaxTree ast = checked(text);
      if (!results.contains(ast.getResultType())) {
        String expected = String.join(" or ", results.stream().map(CelType::name).toList());
        throw new InvalidExpression(
            Fault.of(
                "an expression whose value is "
                    + expected
                    + ", not "
                    + ast.getResultType().name()));
      }
      new Inspection(ast, text, declared, runtime).requireFit();
      return new Formula(text, runtime.createProgram(ast));
    } catch (CelEvaluationException e) {
      throw new InvalidExpression(
          Fault.of("CEL, not what fails: " + Fault.brief(String.valueOf(e.getMessage()))));
    } catch (StackOverflowError e) {
      throw new InvalidExpression(Fault.of("an expression that is nested less deeply"));
    }
  }

  private CelAbstractSyntaxTree checked(String text) throws InvalidExpression {
    if (text.codePointCount(0, text.length()) > LONGEST) {
      throw new InvalidExpression(Fault.of("an expression of at most " + LONGEST + " characters"));
    }
    CelValidationResult result = compiler.compile(text);
    if (result.hasError()) {
      throw new InvalidExpression(Complaint.of(result.getErrors(), text));
    }
    try {
      return result.getAst();
    } catch (CelValidationException e) {
      throw new InvalidExpression(
          Fault.of("CEL, not " + Fault.brief(String.valueOf(e.getMessage()))));
    }
  }

  private static final class Holder {
    static final Language INSTANCE = new Language();
  }

  /** The types of the view, for the checker. */
  private record ViewTypes(ImmutableList<CelType> types) implements CelTypeProvider {

    static ViewTypes all() {
      return new ViewTypes(
          ImmutableList.of(
              ClassState.TYPE.celType(), PoolState.TYPE.celType(), ClusterState.TYPE.celType()));
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }
}
