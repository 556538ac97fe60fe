package dev.fungible.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test a {@link TestSpace} on the plane that all tests of this JVM share, or that {@link
 * ControlPlane} itself, which it must leave running, or a {@link PrivatePlane}, to start and break
 * as it likes.
 *
 * <p>Where the binaries are missing, tests are skipped and say so; with {@code CI=true} they fail.
 */
public final class ControlPlaneExtension
    implements ExecutionCondition, ParameterResolver, TestExecutionExceptionHandler {

  private static final Namespace STORE = Namespace.create(ControlPlaneExtension.class);
  private static final Path PLANES = Path.of("target", "planes");
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Requirement REQUIREMENT =
      new Requirement(
          "the control plane's binaries are missing. src/e2e/control-plane/install makes them");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return REQUIREMENT.evaluate(binaries(context).isPresent(), context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == TestSpace.class || type == ControlPlane.class || type == PrivatePlane.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == PrivatePlane.class) {
      return own(context, PrivatePlane.class, new PrivatePlane(requireBinaries(context), PLANES));
    }
    ControlPlane plane = shared(context);
    plane.requireRunning();
    return type == ControlPlane.class
        ? plane
        : own(context, TestSpace.class, new TestSpace(plane, newName()));
  }

  /** What the space looked like when its test failed is kept beside the logs of the planes. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    TestSpace space = context.getStore(STORE).get(TestSpace.class, TestSpace.class);
    if (space != null) {
      Path file = PLANES.resolve(context.getRequiredTestMethod().getName() + ".txt");
      Files.createDirectories(PLANES);
      Files.writeString(file, space.evidence());
      System.err.println("The state of the cluster is in " + file.toAbsolutePath());
    }
    throw failure;
  }

  /** A name that no other test of this JVM has. */
  static String newName() {
    return String.format(Locale.ROOT, "t%03d", NUMBER.incrementAndGet());
  }

  /** What the store holds is closed with the test. */
  private static <T extends AutoCloseable> T own(ExtensionContext context, Class<T> type, T value) {
    context.getStore(STORE).put(type, value);
    return value;
  }

  private static ControlPlane shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(
            ControlPlane.class,
            type ->
                ControlPlane.start(
                    requireBinaries(context),
                    PLANES.resolve("shared-" + ProcessHandle.current().pid()),
                    PlaneSettings.DEFAULT),
            ControlPlane.class);
  }

  private static Binaries requireBinaries(ExtensionContext context) {
    return binaries(context).orElseThrow(REQUIREMENT::unmet);
  }

  private static Optional<Binaries> binaries(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(STORE)
        .getOrComputeIfAbsent(Found.class, type -> new Found(Binaries.installed()), Found.class)
        .binaries();
  }

  private record Found(Optional<Binaries> binaries) {}
}
