package dev.fungible.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.fungible.architecture.fixture.Deterministic;
import dev.fungible.architecture.fixture.DrawsRandomNumbers;
import dev.fungible.architecture.fixture.FollowsHashOrder;
import dev.fungible.architecture.fixture.FollowsSaltedOrder;
import dev.fungible.architecture.fixture.ReadsTheClock;
import dev.fungible.architecture.fixture.StartsThreads;
import dev.fungible.architecture.fixture.TouchesTheOutside;
import dev.fungible.architecture.fixture.TrustsTheDefaultLocale;
import dev.fungible.architecture.fixture.TrustsTheDefaultZone;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeterminismTest {
  @ParameterizedTest
  @EnumSource
  void engineAndPoliciesKeepTheRule(Determinism determinism) {
    determinism.rule().check(ProjectClasses.deciding());
  }

  @ParameterizedTest
  @EnumSource
  void everyBreachOfTheRuleIsReported(Determinism determinism) {
    Class<?> fixture = breaking(determinism);
    String report = determinism.rule().evaluate(imported(fixture)).getFailureReport().toString();
    assertThat(Arrays.stream(fixture.getDeclaredMethods()).filter(m -> !m.isSynthetic()))
        .isNotEmpty()
        .extracting(Method::getName)
        .allSatisfy(
            name -> assertThat(report).contains(fixture.getSimpleName() + "." + name + "("));
  }

  @ParameterizedTest
  @EnumSource
  void deterministicCodePasses(Determinism determinism) {
    assertThat(determinism.rule().evaluate(imported(Deterministic.class)).hasViolation()).isFalse();
  }

  @Test
  void classesToCheckAreFound() {
    assertThat(ProjectClasses.deciding()).hasSizeGreaterThan(20);
  }

  private static JavaClasses imported(Class<?> fixture) {
    return new ClassFileImporter().importClasses(fixture);
  }

  private static Class<?> breaking(Determinism determinism) {
    return switch (determinism) {
      case NO_SALTED_ORDER -> FollowsSaltedOrder.class;
      case NO_HASH_ORDER -> FollowsHashOrder.class;
      case NO_CLOCK -> ReadsTheClock.class;
      case NO_RANDOMNESS -> DrawsRandomNumbers.class;
      case NO_THREADS -> StartsThreads.class;
      case NO_INPUT_OR_OUTPUT -> TouchesTheOutside.class;
      case NO_DEFAULT_LOCALE -> TrustsTheDefaultLocale.class;
      case NO_DEFAULT_ZONE -> TrustsTheDefaultZone.class;
    };
  }
}
