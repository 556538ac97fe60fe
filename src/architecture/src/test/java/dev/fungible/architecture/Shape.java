package dev.fungible.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Rules about how things are cut and named. */
final class Shape {
  private static final int MOST_METHODS = 4;

  /** An interface that others implement has at most four methods. */
  static final ArchRule INTERFACES_ARE_SMALL =
      classes().that().areInterfaces().and().arePublic().should(haveFewAbstractMethods());

  /** No name that would fit any class. */
  static final ArchRule NAMES_ARE_NOUNS_OF_THE_FIELD =
      noClasses().should().haveNameMatching(".*(Impl|Utils|Manager|Helper|Context)([^a-z].*)?");

  private Shape() {}

  private static ArchCondition<JavaClass> haveFewAbstractMethods() {
    return new ArchCondition<>("have at most " + MOST_METHODS + " abstract methods") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        long methods = abstractMethods(item);
        String message = item.getName() + " has " + methods + " abstract methods";
        events.add(new SimpleConditionEvent(item, methods <= MOST_METHODS, message));
      }
    };
  }

  private static long abstractMethods(JavaClass item) {
    return item.getAllMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
        .filter(method -> method.getOwner().getPackageName().startsWith("dev.fungible"))
        .map(method -> method.getName() + method.getDescriptor())
        .distinct()
        .count();
  }
}
