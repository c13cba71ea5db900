package dev.leadline.expression.groovy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.leadline.expression.groovy",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().matching("dev.leadline.expression.groovy.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule BYTECODE_IS_WRITTEN_IN_ONE_PLACE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..groovy.code")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("groovyjarjarasm..");

  @ArchTest
  static final ArchRule WHAT_RUNS_ON_THE_APPLICATIONS_THREADS_KNOWS_NO_SYNTAX =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..groovy.runtime", "..groovy.code", "..groovy.type", "..groovy.member")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.codehaus.groovy.ast..", "org.codehaus.groovy.control..");

  @ArchTest
  static final ArchRule OSGI_STAYS_IN_THE_COMPONENT =
      noClasses()
          .that()
          .resideOutsideOfPackage("..groovy.component")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.osgi..");
}
