package dev.leadline.provider.otel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.leadline.provider.otel";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void hasNoPackageCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void keepsVendorTypesInTheLinkedPackageAndTheEmbeddedSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".instrument..", ROOT + ".embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry..")
        .check(classes);
  }

  @Test
  void linksTheApplicationToTheApiAlone() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".instrument..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT, ROOT + ".embedded..", ROOT + ".component..", "io.opentelemetry.sdk..")
        .check(classes);
  }

  @Test
  void keepsOsgiInTheComponent() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".component..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.osgi..")
        .check(classes);
  }
}
