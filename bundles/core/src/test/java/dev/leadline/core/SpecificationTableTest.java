package dev.leadline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of what the contract says and which test holds it, beside the tests that there are. */
class SpecificationTableTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path TABLE = ROOT.resolve("docs/specification-tests.md");

  private static final Pattern TEST =
      Pattern.compile("`([A-Z]\\w+(?:Test|IT|Tck|Contract))(?:\\.(\\w+))?`");
  private static final Set<String> SECTIONS =
      Set.of("1", "2", "2.1", "2.2", "2.3", "2.4", "3", "4", "5");

  @Test
  void namesTestsThatExist() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    Matcher test = TEST.matcher(Files.readString(TABLE));
    int found = 0;
    while (test.find()) {
      found++;
      String source = sources.get(test.group(1));
      String method = test.group(2);
      if (source == null || (method != null && !source.contains(" " + method + "("))) {
        missing.add(test.group());
      }
    }
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  @Test
  void hasATestForEverySentence() throws IOException {
    for (String line : Files.readAllLines(TABLE)) {
      boolean isSentence = line.startsWith("| ") && !line.startsWith("| says");
      assertThat(isSentence && !TEST.matcher(line).find()).as(line).isFalse();
    }
  }

  @Test
  void hasAClassForEverySection() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher test = Pattern.compile("`Spec(\\d)(\\d?)[A-Z]").matcher(Files.readString(TABLE));
    while (test.find()) {
      named.add(test.group(1) + (test.group(2).isEmpty() ? "" : "." + test.group(2)));
    }
    assertThat(named).containsAll(SECTIONS);
  }

  @Test
  void leavesNoClassThatIsNamedAfterASectionOut() throws IOException {
    String table = Files.readString(TABLE);
    assertThat(testSources().keySet().stream().filter(name -> name.matches("Spec\\d.*Test")))
        .allSatisfy(name -> assertThat(table).contains("`" + name));
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            boolean isOutput = name.equals("target") || (name.startsWith(".") && name.length() > 2);
            return isOutput ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            if (name.matches("\\w+(Test|IT|Tck|Contract)\\.java")) {
              try {
                sources.merge(
                    name.replace(".java", ""), Files.readString(file), (one, two) -> one + two);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sources;
  }
}
