package dev.leadline.core.instrumentation.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.Stage;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileMatchTest {

  @ParameterizedTest
  @CsvSource({
    "com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "acme/Foo.java, com/acme/Foo, Foo.java, true",
    "Foo.java, com/acme/Foo, Foo.java, true",
    "cme/Foo.java, com/acme/Foo, Foo.java, false",
    "oo.java, com/acme/Foo, Foo.java, false",
    "com/acme/Foo.java, com/acme/Foo$Bar$1, Foo.java, true",
    "com/acme/Foo.java, com/acme/Second, Foo.java, true",
    "com/acme/Foo.kt, com/acme/FooKt, Foo.kt, true",
    "com/acme/Foo.java, com/acme/Foo, Foo.kt, false",
    "com/acme/Foo.java, com/other/Foo, Foo.java, false",
    "com/acme/Foo.java, com/acne/Foo, Foo.java, false",
    "acme/Foo.java, com/acne/Foo, Foo.java, false",
    "x/com/acme/Foo.java, com/acme/Foo, Foo.java, false",
    "app/src/main/java/com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "src/test/kotlin/com/acme/Foo.kt, com/acme/FooKt, Foo.kt, true",
    "app/mysrc/main/java/com/acme/Foo.java, com/acme/Foo, Foo.java, false",
    "app/src/it/java/com/acme/Foo.java, com/acme/Foo, Foo.java, false",
    "src/main/templates/src/main/java/com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "app/src/main/templates/src/main/java/com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "'C:\\p\\src\\main\\java\\com\\acme\\Foo.java', com/acme/Foo, Foo.java, true",
    "./com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "/com/acme/Foo.java, com/acme/Foo, Foo.java, true",
    "Foo.java, Foo, Foo.java, true",
    "com/acme/Foo.java, com/acme/Foo$Bar, '', true",
    "acme/Foo.java, com/acme/Foo, '', true",
    "com/acme/Foo.java, com/acme/Food, '', false",
    "com/acme/Foo.java, com/acme/$Foo, '', false",
  })
  void comparesPackageAndSourceFileWithTheEndOfThePath(
      String path, String name, String sourceFile, boolean matches) {
    assertThat(match(Location.ofLine(path, 1), name, sourceFile)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "project/app/com/acme/Foo.java, project/app, true",
    "project/app/com/acme/Foo.java, /project/app/, true",
    "project/app/com/acme/Foo.java, project, false",
    "project/app/com/acme/Foo.java, other, false",
    "project/app/com/acme/Foo.java, app, false",
    "project/app/com/acme/Foo.java, project/ap, false",
    "project/app/src/main/java/com/acme/Foo.java, project, true",
    "project/app/src/test/java/com/acme/Foo.java, project/app, true",
    "project/app/src/main/java/com/acme/Foo.java, project/app/src/main/java, true",
  })
  void stripsTheSourceRoot(String path, String root, boolean matches) {
    Location location =
        new Location(
            path, 1, Optional.empty(), Stage.LINE_START, Optional.empty(), Optional.of(root));
    assertThat(match(location, "com/acme/Foo", "Foo.java")).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Foo, com/acme/Foo, true",
    "com.acme.Foo, com/acme/Foo$Bar, true",
    "com.acme.Foo$Bar, com/acme/Foo$Bar, true",
    "com.acme.Foo$Bar, com/acme/Foo, false",
    "Foo, com/acme/Foo, true",
    "com.acme.Foo, com/acme/Food, false",
    "com.acme.Foo, org/com/acme/Foo, true",
    "com.acme.Foo, org/xcom/acme/Foo, false",
    "Foo, com/acme/BigFoo, false",
    "Foo, com/Food/Foo$Bar, true",
    "Foo, com/BigFoo/Foo, true",
  })
  void aClassNameOverridesThePath(String className, String name, boolean matches) {
    Location location =
        new Location(
            "elsewhere/X.java",
            1,
            Optional.empty(),
            Stage.LINE_START,
            Optional.of(className),
            Optional.empty());
    assertThat(match(location, name, "Foo.java")).isEqualTo(matches);
  }

  private static boolean match(Location location, String name, String sourceFile) {
    ClassFileSummary summary =
        new ClassFileSummary(
            name, 61, 0, Optional.of(sourceFile).filter(file -> !file.isEmpty()), Optional.empty());
    SourceFileMatch match = SourceFileMatch.of(location);
    boolean matches = match.match(summary).isPresent();
    if (matches) {
      // By these it is found among ten thousand files, before it is asked at all.
      assertThat(SourceFileMatch.words(summary)).containsAnyElementsOf(match.keys());
    }
    return matches;
  }
}
