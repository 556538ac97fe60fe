package dev.fungible.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled classes of all modules, without those of their tests. */
final class ProjectClasses {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.fungible");

  private ProjectClasses() {}

  /** Every class of the project. */
  static JavaClasses all() {
    return ALL;
  }

  /** The classes that decide: the engine and the built-in policies. */
  static JavaClasses deciding() {
    return ALL.that(
        resideInAnyPackage(
            "dev.fungible.scheduler..", "dev.fungible.policies..", "dev.fungible.expression.."));
  }
}
