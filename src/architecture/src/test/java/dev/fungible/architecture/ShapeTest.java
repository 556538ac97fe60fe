package dev.fungible.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.fungible.architecture.fixture.KnowsTooMuch;
import dev.fungible.architecture.fixture.WorkManager;
import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void publicInterfacesFitTheHead() {
    Shape.INTERFACES_ARE_SMALL.check(ProjectClasses.all());
  }

  @Test
  void namesSayWhatThingsAre() {
    Shape.NAMES_ARE_NOUNS_OF_THE_FIELD.check(ProjectClasses.all());
  }

  @Test
  void aFifthMethodIsReported() {
    var broken = new ClassFileImporter().importClasses(KnowsTooMuch.class);
    assertThat(Shape.INTERFACES_ARE_SMALL.evaluate(broken).getFailureReport().toString())
        .contains("KnowsTooMuch", "5 abstract methods");
  }

  @Test
  void anEmptyNameIsReported() {
    var broken = new ClassFileImporter().importClasses(WorkManager.class);
    assertThat(Shape.NAMES_ARE_NOUNS_OF_THE_FIELD.evaluate(broken).getFailureReport().toString())
        .contains("WorkManager");
  }
}
