package dev.leadline.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.leadline.agent",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule noPackageIsInACycle =
      slices().matching("dev.leadline.agent.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theEntryIsAloneInItsPackage =
      classes()
          .that()
          .resideInAPackage("dev.leadline.agent")
          .should()
          .haveSimpleName("LeadlineAgent")
          .orShould()
          .haveSimpleName("package-info");

  /** It is on the application's class path, where nothing else of ours is. */
  @ArchTest
  static final ArchRule theEntryNeedsTheJdkAlone =
      noClasses()
          .that()
          .haveSimpleName("LeadlineAgent")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.leadline.agent.*..", "org.osgi..", "org.apache..");

  @ArchTest
  static final ArchRule onlyThePlatformKnowsFelix =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.leadline.agent.platform")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.felix..", "org.osgi.service..");

  /** Main waits for it; see the package's documentation. */
  @ArchTest
  static final ArchRule settingsUseNoNio =
      noClasses()
          .that()
          .resideInAPackage("dev.leadline.agent.settings")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.util.stream..", "java.util.function..");
}
