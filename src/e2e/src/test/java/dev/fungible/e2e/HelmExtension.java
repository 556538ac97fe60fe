package dev.fungible.e2e;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link Helm} that asks no cluster. Where there is none, tests are skipped and say
 * so; with {@code CI=true} they fail.
 */
public final class HelmExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace STORE = Namespace.create(HelmExtension.class);
  private static final Path FOLDER = Path.of("target", "helm").toAbsolutePath();
  private static final Requirement REQUIREMENT =
      new Requirement("there is no Helm. src/e2e/helm/install builds it");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return REQUIREMENT.evaluate(program(context).isPresent(), context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Helm.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Path program = program(context).orElseThrow(REQUIREMENT::unmet);
    return Helm.alone(program, FOLDER.resolve(Long.toString(ProcessHandle.current().pid())));
  }

  private static Optional<Path> program(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Found.class, type -> new Found(HelmProgram.installed()), Found.class)
        .program();
  }

  private record Found(Optional<Path> program) {}
}
