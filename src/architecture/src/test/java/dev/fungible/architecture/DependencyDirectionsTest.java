package dev.fungible.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DependencyDirectionsTest {
  private static final String MODEL = "dev.fungible.scheduler.model..";
  private static final String SETTINGS = "dev.fungible.scheduler.settings..";
  private static final String CALENDAR = "dev.fungible.scheduler.calendar..";
  private static final String SPI = "dev.fungible.scheduler.spi..";
  private static final String PLAN = "dev.fungible.scheduler.plan..";
  private static final String EXECUTE = "dev.fungible.scheduler.execute..";
  private static final String LOOP = "dev.fungible.scheduler.loop..";
  private static final String ENGINE = "dev.fungible.scheduler..";
  private static final String POLICIES = "dev.fungible.policies..";
  private static final String EXPRESSION = "dev.fungible.expression..";
  private static final String CONFIGURATION = "dev.fungible.configuration..";
  private static final String SNAPSHOT = "dev.fungible.snapshot..";
  private static final String SIMULATOR = "dev.fungible.simulator..";
  private static final String OPERATOR = "dev.fungible.operator..";
  private static final String CLI = "dev.fungible.cli..";
  private static final String DASHBOARDS = "dev.fungible.dashboards..";

  @Test
  void modelKnowsOnlyItself() {
    onlyDependsOn(MODEL);
  }

  @Test
  void settingsKnowOnlyThemselves() {
    onlyDependsOn(SETTINGS);
  }

  @Test
  void theCalendarKnowsOnlyItself() {
    onlyDependsOn(CALENDAR, SETTINGS);
  }

  @Test
  void spiKnowsOnlyTheModel() {
    onlyDependsOn(SPI, SETTINGS, MODEL);
  }

  @Test
  void planKnowsOnlySpiAndModel() {
    onlyDependsOn(PLAN, SPI, SETTINGS, MODEL, CALENDAR);
  }

  @Test
  void executeKnowsOnlyTheModel() {
    onlyDependsOn(EXECUTE, SETTINGS, MODEL);
  }

  @Test
  void loopKnowsOnlyTheEngine() {
    onlyDependsOn(LOOP, EXECUTE, PLAN, SPI, SETTINGS, MODEL, CALENDAR);
  }

  @Test
  void engineNeedsOnlyTheJdk() {
    onlyDependsOn(ENGINE);
  }

  @Test
  void policiesKnowOnlySpiAndModel() {
    onlyDependsOn(POLICIES, SPI, SETTINGS, MODEL, CALENDAR);
  }

  @Test
  void expressionsAreAPolicyOverCel() {
    onlyDependsOn(
        EXPRESSION, POLICIES, SPI, SETTINGS, MODEL, "dev.cel..", "com.google.common.collect..");
  }

  @Test
  void configurationKnowsNoPolicyByName() {
    neverDependsOn(CONFIGURATION, POLICIES, EXPRESSION, SNAPSHOT, SIMULATOR, CLI);
  }

  @Test
  void snapshotsKnowOnlyTheEngineAndTheConfiguration() {
    onlyDependsOn(SNAPSHOT, CONFIGURATION, ENGINE, "com.fasterxml.jackson.core..");
  }

  @Test
  void nothingKnowsTheCommandLine() {
    neverDependsOn(SIMULATOR, CLI);
    neverDependsOn(OPERATOR, CLI);
  }

  @Test
  void dashboardsAreOnTheirOwn() {
    onlyDependsOn(DASHBOARDS, "com.fasterxml.jackson..");
  }

  @Test
  void theTwoShellsDoNotKnowEachOther() {
    neverDependsOn(OPERATOR, SIMULATOR);
    neverDependsOn(SIMULATOR, OPERATOR);
  }

  @Test
  void requestsToAServerKnowNothingOfWhatTheyAreFor() {
    neverDependsOn(
        "dev.fungible.operator.kube..",
        ENGINE,
        CONFIGURATION,
        "dev.fungible.operator.view..",
        "dev.fungible.operator.observe..",
        "dev.fungible.operator.act..",
        "dev.fungible.operator.run..");
  }

  @Test
  void whoMeasuresKnowsNothingOfTheCluster() {
    neverDependsOn(
        "dev.fungible.operator.signal..",
        PLAN,
        EXECUTE,
        LOOP,
        "dev.fungible.operator.view..",
        "dev.fungible.operator.observe..",
        "dev.fungible.operator.act..",
        "dev.fungible.operator.run..");
  }

  @Test
  void eyesAndHandsDoNotKnowEachOther() {
    neverDependsOn("dev.fungible.operator.observe..", "dev.fungible.operator.act..");
    neverDependsOn("dev.fungible.operator.act..", "dev.fungible.operator.observe..");
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.fungible.(**)").should().beFreeOfCycles().check(ProjectClasses.all());
  }

  private static void onlyDependsOn(String from, String... allowed) {
    String[] packages =
        Stream.concat(Stream.of(from, "", "java..", "org.jspecify.."), Stream.of(allowed))
            .toArray(String[]::new);
    classes()
        .that(resideInAnyPackage(from))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(packages))
        .check(ProjectClasses.all());
  }

  private static void neverDependsOn(String from, String... refused) {
    noClasses()
        .that(resideInAnyPackage(from))
        .should()
        .dependOnClassesThat(resideInAnyPackage(refused))
        .check(ProjectClasses.all());
  }
}
