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
 * Gives a test a {@link MeasuredService}. Where there is no Prometheus, tests are skipped and say
 * so; with {@code CI=true} they fail.
 */
public final class PrometheusExtension implements ExecutionCondition, ParameterResolver {

  private static final Namespace STORE = Namespace.create(PrometheusExtension.class);
  private static final Path FOLDER = Path.of("target", "prometheus").toAbsolutePath();
  private static final Requirement REQUIREMENT =
      new Requirement("there is no Prometheus. src/e2e/prometheus/install fetches it");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return REQUIREMENT.evaluate(program(context).isPresent(), context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MeasuredService.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Path program = program(context).orElseThrow(REQUIREMENT::unmet);
    String name = ProcessHandle.current().pid() + "-" + System.nanoTime();
    MeasuredService service = new MeasuredService(program, FOLDER.resolve(name));
    // What the store holds is closed with the test.
    context.getStore(STORE).put(MeasuredService.class, service);
    return service;
  }

  private static Optional<Path> program(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(
            Found.class, type -> new Found(PrometheusProgram.installed()), Found.class)
        .program();
  }

  private record Found(Optional<Path> program) {}
}
