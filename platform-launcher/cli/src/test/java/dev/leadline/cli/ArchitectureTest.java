package dev.leadline.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.leadline.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Where the module is absent, so is the class, and everything else must work. */
  @ArchTest
  static final ArchRule onlyOneClassNeedsTheAttachModule =
      noClasses()
          .that()
          .doNotHaveSimpleName("AttachApi")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.tools.attach..");

  @ArchTest
  static final ArchRule knowsNoContainer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.osgi..", "org.apache.felix..", "dev.leadline.agent.platform..");
}
