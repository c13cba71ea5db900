package dev.leadline.sdk.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as a named module: somebody else's module compiles against it, and runs. */
class ModularConsumerIT {

  private static final String JAR = System.getProperty("api.jar");

  @TempDir private Path directory;

  @Test
  void isAModuleThatExportsItsPackagesAndNeedsNothingAtRunTime() {
    ModuleDescriptor module =
        ModuleFinder.of(Path.of(JAR)).find("dev.leadline.sdk").orElseThrow().descriptor();
    Set<String> exported =
        module.exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(exported).isEqualTo(new TreeSet<>(module.packages()));
    assertThat(exported).contains("dev.leadline.sdk.metric", "dev.leadline.sdk.expression");
    assertThat(module.requires())
        .filteredOn(
            required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
        .extracting(ModuleDescriptor.Requires::name)
        .containsExactly("java.base");
  }

  @Test
  void isCompiledAgainstAndRuns() throws Exception {
    Path sources = Files.createDirectories(directory.resolve("sources"));
    Files.writeString(
        sources.resolve("module-info.java"),
        "module com.acme.consumer { requires dev.leadline.sdk; }");
    Path main = Files.createDirectories(sources.resolve("com/acme/consumer")).resolve("Main.java");
    Files.writeString(
        main,
        """
        package com.acme.consumer;
        import dev.leadline.sdk.metric.*;
        import java.util.List;
        import java.util.TreeMap;
        public final class Main implements MetricProvider {
          @Override public String name() { return "modular"; }
          @Override public InstrumentResult open(MetricDefinition definition, ApplicationScope scope) {
            return new InstrumentResult.Refused(definition.name() + " is not wanted");
          }
          public static void main(String[] arguments) {
            MetricProvider provider = new Main();
            MetricDefinition jobs = new MetricDefinition(
                "jobs", MetricType.COUNTER, List.of(), "", "", List.of(), new TreeMap<>());
            System.out.println(provider.name() + " in " + Main.class.getModule() + ": "
                + ((InstrumentResult.Refused) provider.open(jobs, null)).reason() + ", by "
                + MetricProvider.class.getModule());
          }
        }
        """);
    Path classes =
        ApiSources.compile(
            sources, directory.resolve("classes"), "--module-path", JAR, "-Xlint:all", "-Werror");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                JAR + File.pathSeparator + classes,
                "--module",
                "com.acme.consumer/com.acme.consumer.Main")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.trim())
        .isEqualTo(
            "modular in module com.acme.consumer: jobs is not wanted, by module dev.leadline.sdk");
  }
}
