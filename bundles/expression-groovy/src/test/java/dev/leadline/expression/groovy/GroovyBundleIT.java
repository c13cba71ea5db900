package dev.leadline.expression.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.sdk.expression.Variable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** The bundle as it is deployed, in a framework that has nothing but the SDK. */
class GroovyBundleIT {

  private static final Path JAR = Path.of(System.getProperty("bundle.file"));

  /** Whatever the minor version is today. */
  private static final String SDK =
      "dev.leadline.sdk.expression;version=1.99.0,dev.leadline.sdk.problem;version=1.99.0";

  @TempDir private Path cache;

  private record Point(long startTs) {}

  @Test
  void bringsGroovyAlongAndSharesNothing() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Manifest manifest = jar.getManifest();
      assertThat(manifest.getMainAttributes().getValue(Constants.EXPORT_PACKAGE)).isNull();
      assertThat(imported(manifest))
          .containsExactlyInAnyOrder(
              "dev.leadline.sdk.expression", "dev.leadline.sdk.problem", "org.osgi.framework");
      assertThat(jar.getEntry("org/codehaus/groovy/control/SourceUnit.class")).isNotNull();
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
    }
  }

  private static List<String> imported(Manifest manifest) {
    String header = manifest.getMainAttributes().getValue(Constants.IMPORT_PACKAGE);
    return Arrays.stream(header.replaceAll("\"[^\"]*\"", "").split(","))
        .map(clause -> clause.split(";")[0])
        .toList();
  }

  @Test
  void compilesInAFrameworkThatHasNothingButTheSdk() throws Throwable {
    Framework framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    SDK,
                    // Stands for Declarative Services, which the bundle asks for.
                    Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                    "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\"",
                    "felix.bootdelegation.implicit",
                    "false",
                    "leadline.expressions.policy",
                    "unrestricted"));
    try {
      framework.start();
      Bundle bundle =
          framework.getBundleContext().installBundle("reference:" + JAR.toUri().toURL());
      bundle.start();
      ExpressionLanguage language = component(bundle);
      assertThat(language.name()).isEqualTo("groovy");
      Compilation compilation =
          language.compile(
              new ExpressionRequest(
                  "\"${point.startTs / 4}\" + point.with()",
                  ExpressionRole.LABEL,
                  GroovyBundleIT.class,
                  List.of(new Variable("point", Point.class, Optional.empty())),
                  type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup())));
      assertThat(compilation).isInstanceOf(Compilation.Failed.class);
      compilation =
          language.compile(
              new ExpressionRequest(
                  "\"${point.startTs / 4}\" + [point].sum { it.startTs } + 'x'.repeat(2)",
                  ExpressionRole.LABEL,
                  GroovyBundleIT.class,
                  List.of(new Variable("point", Point.class, Optional.empty())),
                  type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup())));
      assertThat(compilation)
          .isInstanceOfSatisfying(
              Compilation.Compiled.class,
              compiled ->
                  assertThat(compiled.handle())
                      .satisfies(
                          handle ->
                              assertThat((Object) handle.invoke(new Point(10)))
                                  .isEqualTo("2.510xx")));
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }

  /** As Declarative Services would make it. */
  private static ExpressionLanguage component(Bundle bundle) throws ReflectiveOperationException {
    return (ExpressionLanguage)
        bundle
            .loadClass("dev.leadline.expression.groovy.component.GroovyLanguageComponent")
            .getConstructor(BundleContext.class, Map.class, System.Logger.class)
            .newInstance(bundle.getBundleContext(), Map.of(), null);
  }
}
