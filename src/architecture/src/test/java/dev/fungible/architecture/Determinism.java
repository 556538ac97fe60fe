package dev.fungible.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.or;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Date;
import java.util.Formatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** What code must not do if the same snapshot is to give the same plan, byte for byte. */
enum Determinism {
  /** Immutable maps and sets iterate in an order that differs between runs of the JVM. */
  NO_SALTED_ORDER(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  Use.of(Map.class, "of", "ofEntries", "copyOf"),
                  Use.of(Set.class, "of", "copyOf"),
                  Use.of(Collectors.class, "toUnmodifiableSet", "toUnmodifiableMap")))),

  /** Hash tables iterate in an order that no reader can foresee. */
  NO_HASH_ORDER(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  Use.ofConstructor(HashMap.class),
                  Use.ofConstructor(HashSet.class),
                  Use.ofConstructor(Hashtable.class),
                  Use.ofConstructor(IdentityHashMap.class),
                  Use.ofConstructor(WeakHashMap.class),
                  Use.of(HashMap.class, "newHashMap"),
                  Use.of(HashSet.class, "newHashSet"),
                  Use.of(System.class, "identityHashCode"),
                  Use.of(Collectors.class, "toSet"),
                  Use.ofOverload(Collectors.class, "toMap", Function.class, Function.class),
                  Use.ofOverload(
                      Collectors.class,
                      "toMap",
                      Function.class,
                      Function.class,
                      BinaryOperator.class),
                  Use.ofOverload(Collectors.class, "groupingBy", Function.class),
                  Use.ofOverload(
                      Collectors.class, "groupingBy", Function.class, Collector.class)))),

  /** Time comes from the snapshot. */
  NO_CLOCK(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  describe(
                      "java.time now()",
                      access ->
                          access.getTarget().getName().equals("now")
                              && access.getTargetOwner().getPackageName().startsWith("java.time")),
                  Use.of(System.class, "currentTimeMillis", "nanoTime"),
                  Use.of(InstantSource.class, "system"),
                  Use.ofConstructor(Date.class)))
          .orShould()
          .dependOnClassesThat(assignableTo(Clock.class))),

  /** Equal inputs give equal outputs, so nothing is drawn. */
  NO_RANDOMNESS(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(Use.of(Math.class, "random"), Use.of(UUID.class, "randomUUID")))
          .orShould()
          .dependOnClassesThat(
              or(
                  assignableTo(Random.class),
                  assignableTo(SplittableRandom.class),
                  resideInAnyPackage("java.util.random..")))),

  /** Decisions are made by one thread, in one order. */
  NO_THREADS(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  Use.of(Collection.class, "parallelStream"), Use.of(BaseStream.class, "parallel")))
          .orShould()
          .dependOnClassesThat(
              or(
                  assignableTo(Thread.class),
                  assignableTo(ThreadLocal.class),
                  resideInAnyPackage("java.util.concurrent..")))),

  /** The outside world is seen through the ports alone. */
  NO_INPUT_OR_OUTPUT(
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "java.io..", "java.nio.file..", "java.nio.channels..", "java.net.."))
          .orShould()
          .accessTargetWhere(Use.of(System.class, "getenv", "getProperty", "getProperties"))),

  /** Text is the same on a machine that counts with other digits or cases with other letters. */
  NO_DEFAULT_LOCALE(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  Use.ofOverload(String.class, "format", String.class, Object[].class),
                  Use.of(String.class, "formatted"),
                  Use.ofOverload(String.class, "toLowerCase"),
                  Use.ofOverload(String.class, "toUpperCase"),
                  Use.ofOverload(DateTimeFormatter.class, "ofPattern", String.class),
                  Use.of(Locale.class, "getDefault"),
                  Use.of(NumberFormat.class, "getInstance", "getNumberInstance"),
                  Use.ofConstructor(DecimalFormat.class),
                  Use.ofConstructor(Formatter.class)))),

  /** Instants read the same in every office. */
  NO_DEFAULT_ZONE(
      noClasses()
          .should()
          .accessTargetWhere(
              Use.anyOf(
                  Use.of(ZoneId.class, "systemDefault"), Use.of(TimeZone.class, "getDefault"))));

  private final ArchRule rule;

  Determinism(ArchRule rule) {
    this.rule = rule;
  }

  /** The rule, to be checked against the classes that decide. */
  ArchRule rule() {
    return rule;
  }
}
