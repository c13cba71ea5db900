package dev.leadline.sdk.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CountedTextTest {

  private static CountedText counted(String text, int most) {
    return new CountedText(text, most, () -> new IllegalStateException("enough"));
  }

  @Test
  void isTheTextAsLongAsItLasts() {
    CountedText text = counted("abc", 3);
    assertThat(text).hasSize(3).hasToString("abc");
    assertThat(text.charAt(2)).isEqualTo('c');
    assertThat(text.charAt(2)).isEqualTo('c');
    assertThat(text.charAt(0)).isEqualTo('a');
    assertThatThrownBy(() -> text.charAt(0)).hasMessage("enough");
  }

  @Test
  void countsWhatIsReadOfItsParts() {
    CountedText text = counted("abc", 2);
    CharSequence part = text.subSequence(1, 3);
    assertThat(part).hasSize(2).hasToString("bc");
    assertThat(part.charAt(0)).isEqualTo('b');
    assertThat(text.charAt(0)).isEqualTo('a');
    assertThatThrownBy(() -> part.charAt(0)).hasMessage("enough");
  }

  @Test
  void endsAPatternThatWouldNot() {
    CountedText text = counted("a".repeat(2_000) + "c", 100_000);
    assertThatThrownBy(() -> Pattern.compile("(a+)+b").matcher(text).find()).hasMessage("enough");
  }
}
