package dev.leadline.itests.thirdparty;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.bench.Bench;
import com.acme.bench.Till;
import dev.leadline.itests.jvm.ForkedJvm;
import dev.leadline.itests.jvm.Jdks;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of {@code docs/writing-a-provider.md}, run by a shell as they stand there, from an
 * empty directory and a checkout to a bundle that is live; but for the place of Leadline, and a
 * local repository that is not the user's.
 */
class WritingAProviderIT {

  private static final Path ROOT = Path.of(System.getProperty("project.root")).toAbsolutePath();

  /** Not of the sources, and some of it large. */
  private static final Set<String> NOT_CHECKED_OUT = Set.of("target", ".git");

  @TempDir private Path directory;

  @Test
  void leadsFromAnEmptyDirectoryToABundleThatIsLive() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks).as("install, new project, drop, its log lines, example").hasSize(5);
    Path leadline = Files.createDirectory(directory.resolve("leadline"));
    Path plugins = Files.createDirectory(leadline.resolve("plugins"));
    Path checkout = checkOut(directory.resolve("checkout"));
    Path empty = Files.createDirectory(directory.resolve("empty"));
    ForkedMaven maven = ForkedMaven.without(directory.resolve("maven"));

    maven.shell(checkout, blocks.get(0));
    maven.shell(empty, blocks.get(1));
    assertThat(empty.resolve("my-provider/target/surefire-reports"))
        .as("the contract has been tested")
        .isDirectoryContaining("glob:**LogMetricProviderTest.txt");

    Path tracepoints = Files.createDirectory(directory.resolve("tracepoints"));
    Files.writeString(
        tracepoints.resolve("sold.json"),
        """
        { "ID": "sold", "path": "com/acme/bench/Till.java", "args": { "method_name": "accept" },
          "metrics": [ { "name": "sold" } ] }
        """);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdks.found().get(0), directory)
            .with("plugins.dir", plugins)
            .with("tracepoints.dir", tracepoints)
            .main(Bench.class)
            .start()) {
      jvm.awaitRunning();
      jvm.send("1 run " + Till.class.getName() + " 1");
      jvm.awaitLog(", live");
      maven.shell(empty.resolve("my-provider"), in(leadline, blocks.get(2)));
      for (String line : blocks.get(3).lines().toList()) {
        jvm.awaitLog(line);
      }
      jvm.send("2 run " + Till.class.getName() + " 5");
      jvm.awaitLog("sold Scalar[labelValues=[], value=5.0]");

      // The last command starts an application of the reader's.
      List<String> example = in(leadline, blocks.get(4)).lines().toList();
      assertThat(example.get(example.size() - 1)).startsWith("java -javaagent:");
      maven.shell(checkout, String.join("\n", example.subList(0, example.size() - 1)));
      jvm.awaitLog("plugin leadline-statsd.jar runs");
      jvm.endInput();
      assertThat(jvm.awaitExit()).isZero();
    }
  }

  private static String in(Path leadline, String commands) {
    assertThat(commands).contains("/path/to/leadline/");
    return commands.replace("/path/to/leadline/", leadline + "/");
  }

  /** What is indented by four spaces, block by block. */
  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : Files.readAllLines(ROOT.resolve("docs/writing-a-provider.md"))) {
      if (line.startsWith("    ")) {
        block.append(line.substring(4)).append('\n');
      } else if (!block.isEmpty()) {
        blocks.add(block.toString().strip());
        block.setLength(0);
      }
    }
    return blocks;
  }

  private static Path checkOut(Path to) throws IOException {
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (NOT_CHECKED_OUT.contains(String.valueOf(from.getFileName()))) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(ROOT.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            if (!NOT_CHECKED_OUT.contains(String.valueOf(from.getFileName()))) {
              Files.copy(from, to.resolve(ROOT.relativize(from)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return to;
  }
}
