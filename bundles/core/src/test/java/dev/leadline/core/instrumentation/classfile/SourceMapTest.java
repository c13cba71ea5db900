package dev.leadline.core.instrumentation.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.Location;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceMapTest {

  private static final String JSP =
      """
      SMAP
      index_jsp.java
      JSP
      *S JSP
      *F
      + 0 index.jsp
      admin/index.jsp
      + 1 head.jspf
      admin/head.jspf
      + 2 bottom
      parts/foot.jspf
      3 plain.jspf
      *L
      1,3:60
      4:63,2
      4:70
      2#1:80
      1#2:90
      1#3:95
      *E
      """;
  private static final String KOTLIN =
      """
      SMAP
      Use.kt
      Kotlin
      *S Kotlin
      *F
      + 1 Use.kt
      com/acme/UseKt
      + 2 Inline.kt
      com/acme/lib/InlineKt
      *L
      1#1,20:1
      5#2,2:21
      5#2,2:23
      *S KotlinDebug
      *F
      + 1 Use.kt
      com/acme/UseKt
      *L
      7#1:21,2
      *E
      """;

  @Test
  void mapsALineOfAJspToTheLinesOfItsTranslation() {
    ClassFileSummary type = summary("org/apache/jsp/admin/index_jsp", "index_jsp.java", JSP);
    LineMapping index = mapping("src/main/webapp/admin/index.jsp", type).orElseThrow();
    assertThat(index.classLines(2)).containsExactly(LineRange.of(61));
    assertThat(index.classLines(4)).containsExactly(new LineRange(63, 70));
    assertThat(index.sourceLine(64)).isEqualTo(4);
    LineMapping head = mapping("admin/head.jspf", type).orElseThrow();
    assertThat(head.classLines(2)).containsExactly(LineRange.of(80));
    assertThat(head.classLines(1)).isEmpty();
    assertThat(mapping("other/index.jsp", type)).isEmpty();
  }

  @Test
  void takesAFileByItsPathAndByItsNameInTheFolderOfThatAndByItsNameWhereItHasNoPath() {
    ClassFileSummary type = summary("org/apache/jsp/admin/index_jsp", "index_jsp.java", JSP);
    for (String path : List.of("src/main/webapp/parts/foot.jspf", "foot.jspf", "parts/bottom")) {
      assertThat(mapping(path, type).orElseThrow().classLines(1))
          .as(path)
          .containsExactly(LineRange.of(90));
    }
    assertThat(mapping("plain.jspf", type).orElseThrow().classLines(1))
        .containsExactly(LineRange.of(95));
    assertThat(mapping("ain.jspf", type)).isEmpty();
  }

  @Test
  void mapsALineOfAnInlineFunctionToEachOfItsCopies() {
    ClassFileSummary type = summary("com/acme/UseKt", "Use.kt", KOTLIN);
    LineMapping inline = mapping("com/acme/lib/Inline.kt", type).orElseThrow();
    assertThat(inline.classLines(6)).containsExactly(LineRange.of(22), LineRange.of(24));
    assertThat(inline.sourceLine(23)).isEqualTo(5);
    assertThat(inline.sourceLine(3)).isZero();
    LineMapping own = mapping("com/acme/Use.kt", type).orElseThrow();
    assertThat(own.classLines(6)).containsExactly(LineRange.of(6));
    assertThat(own.sourceLine(22)).isZero();
  }

  @Test
  void survivesMapsThatAreNone() {
    for (String text :
        List.of(
            "",
            "SMAP",
            "SMAP\na\n",
            "SMAP\na\nb\n*S b\n*F\n+\n",
            "SMAP\na\nb\n*S b\n*F\n1 x\n*L\n#:,\n9999999:1\n")) {
      assertThat(SourceMap.parse(text).map(SourceMap::lines).orElse(List.of())).isEmpty();
    }
  }

  private static Optional<LineMapping> mapping(String path, ClassFileSummary type) {
    SourceFileMatch match = SourceFileMatch.of(Location.ofLine(path, 1));
    Optional<LineMapping> mapping = match.match(type);
    if (mapping.isPresent()) {
      // By these it is found among ten thousand files, before it is asked at all.
      assertThat(SourceFileMatch.words(type)).containsAnyElementsOf(match.keys());
    }
    return mapping;
  }

  private static ClassFileSummary summary(String name, String file, String map) {
    return new ClassFileSummary(name, 61, 0, Optional.of(file), Optional.of(map));
  }
}
