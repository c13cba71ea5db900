package dev.leadline.core.installation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SPEC 4.2: JDKs before 17.0.20 and 19 drop {@code MethodParameters} (JDK-8240908). */
class Spec4LostParametersTest {

  @ParameterizedTest
  @CsvSource({
    "16.0.2, true",
    "17, true",
    "17.0.15, true",
    "17.0.19, true",
    "17.0.20, false",
    "18, true",
    "18.0.2, true",
    "19, false",
    "21.0.1, false",
    "25.0.3, false",
  })
  void knowsTheVersionsThatLoseThem(String version, boolean areLost) {
    assertThat(ReflectedParameters.isLostBy(Runtime.Version.parse(version))).isEqualTo(areLost);
  }
}
