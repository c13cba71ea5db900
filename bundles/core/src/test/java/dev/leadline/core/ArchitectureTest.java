package dev.leadline.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rules of the house. */
@AnalyzeClasses(
    packages = "dev.leadline.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.leadline.core.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule BYTECODE_IS_THE_BUSINESS_OF_TWO_PACKAGES =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.leadline.core.instrumentation..", "dev.leadline.core.linking")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.objectweb.asm..");

  @ArchTest
  static final ArchRule ONLY_COMPONENTS_KNOW_OSGI =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.leadline.core.component")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.osgi..");

  @ArchTest
  static final ArchRule ONLY_THE_FORMAT_KNOWS_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.leadline.core.format..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml..");

  @ArchTest
  static final ArchRule THE_HOT_PATH_KNOWS_NOTHING_BUT_THE_SDK =
      classes()
          .that()
          .resideInAPackage("dev.leadline.core.probe")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.leadline.core.probe",
              "dev.leadline.core.tally",
              "dev.leadline.sdk..",
              "java..",
              "org.jspecify..");

  @ArchTest
  static final ArchRule CLASS_FILES_ARE_REWRITTEN_WITHOUT_THE_JVM =
      noClasses()
          .that()
          .resideInAPackage("dev.leadline.core.instrumentation..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.lang.instrument..", "java.lang.reflect..");
}
