package dev.fungible.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Arrays;
import java.util.List;

/** Predicates over the uses of methods and constructors: calls and method references alike. */
final class Use {
  private Use() {}

  /** A use of any overload of the named methods of a class or of its subtypes. */
  static DescribedPredicate<JavaAccess<?>> of(Class<?> owner, String... methods) {
    List<String> names = List.of(methods);
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + String.join("/", names),
        access ->
            names.contains(access.getTarget().getName())
                && access.getTargetOwner().isAssignableTo(owner));
  }

  /** A use of the one overload of a method that has exactly these parameters. */
  static DescribedPredicate<JavaAccess<?>> ofOverload(
      Class<?> owner, String method, Class<?>... parameters) {
    List<String> types = Arrays.stream(parameters).map(Class::getName).toList();
    return of(owner, method)
        .and(
            DescribedPredicate.describe(
                "with parameters " + types, access -> parameterTypes(access).equals(types)));
  }

  /** A use of any constructor of exactly this class. */
  static DescribedPredicate<JavaAccess<?>> ofConstructor(Class<?> owner) {
    return DescribedPredicate.describe(
        "new " + owner.getSimpleName(),
        access ->
            access.getTarget().getName().equals("<init>")
                && access.getTargetOwner().isEquivalentTo(owner));
  }

  /** A use of any of these. */
  @SafeVarargs
  static DescribedPredicate<JavaAccess<?>> anyOf(DescribedPredicate<JavaAccess<?>>... uses) {
    DescribedPredicate<JavaAccess<?>> any = uses[0];
    for (int i = 1; i < uses.length; i++) {
      any = any.or(uses[i]);
    }
    return any;
  }

  private static List<String> parameterTypes(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes().stream().map(type -> type.getName()).toList()
        : List.of();
  }
}
