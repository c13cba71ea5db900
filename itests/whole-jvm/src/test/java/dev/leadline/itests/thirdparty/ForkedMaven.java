package dev.leadline.itests.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Maven in a process of its own, with a local repository of its own: what this build has made lies
 * in it as if it had been installed, everything else comes from the repository of the Maven that
 * runs this build, and only what is not even there from the network.
 */
final class ForkedMaven {

  private static final String VERSION = System.getProperty("project.version");
  private static final Path ROOT = path("project.root");
  private static final long PATIENCE_MINUTES = 5;

  private final Path directory;
  private final Path repository;

  private ForkedMaven(Path directory) {
    this.directory = directory;
    this.repository = directory.resolve("repository");
  }

  /** One whose repository has sdk-api, testkit and the archetype. */
  static ForkedMaven in(Path directory) throws IOException {
    ForkedMaven maven = new ForkedMaven(directory);
    maven.install("leadline-parent", ".", "pom");
    maven.install("sdk-api", "sdk-api", "jar");
    maven.install("testkit", "bundles/testkit", "jar");
    maven.install("sdk-archetype", "sdk-archetype", "jar");
    return maven;
  }

  /** One whose repository has nothing that this build has made. */
  static ForkedMaven without(Path directory) throws IOException {
    return new ForkedMaven(Files.createDirectories(directory));
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
  }

  private void install(String artifact, String module, String packaging) throws IOException {
    Path target =
        Files.createDirectories(
            repository.resolve("dev/leadline").resolve(artifact).resolve(VERSION));
    String name = artifact + "-" + VERSION;
    copy(ROOT.resolve(module).resolve("pom.xml"), target.resolve(name + ".pom"));
    if (packaging.equals("jar")) {
      copy(
          ROOT.resolve(module).resolve("target").resolve(name + ".jar"),
          target.resolve(name + ".jar"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Runs it in that directory; its output is in the error when it fails. */
  void run(Path where, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of(arguments));
    execute(where, command);
  }

  /** Has a shell run these lines, to whom {@code mvn} is this one. */
  void shell(Path where, String lines) throws IOException, InterruptedException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path mvn =
        Files.writeString(
            bin.resolve("mvn"), "#!/bin/sh\nexec " + String.join(" ", command()) + " \"$@\"\n");
    Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
    execute(where, List.of("sh", "-e", "-c", "PATH=" + bin + ":$PATH\n" + lines));
  }

  private List<String> command() throws IOException {
    return List.of(
        path("maven.home").resolve("bin/mvn").toString(),
        "-B",
        "-ntp",
        "-gs",
        settings().toString(),
        "-Dmaven.repo.local=" + repository);
  }

  private void execute(Path where, List<String> command) throws IOException, InterruptedException {
    Path output = directory.resolve("maven.out");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_OPTS"));
    Process process = builder.start();
    try {
      boolean isOver = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
      assertThat(isOver && process.exitValue() == 0)
          .as("%s\n%s", command, Files.readString(output))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Path settings() throws IOException {
    String repositories =
        """
              <%1$s>
                <id>build</id>
                <url>%2$s</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
              </%1$s>
        """;
    String url = path("maven.repository").toUri().toString();
    return Files.writeString(
        directory.resolve("settings.xml"),
        """
        <settings>
          <profiles>
            <profile>
              <id>build</id>
              <repositories>
        %s      </repositories>
              <pluginRepositories>
        %s      </pluginRepositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>build</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(
                repositories.formatted("repository", url),
                repositories.formatted("pluginRepository", url)));
  }
}
