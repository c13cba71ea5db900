package dev.leadline.shell.text;

import dev.leadline.sdk.problem.NearestName;
import java.util.Collection;

/** What somebody probably meant, as the end of a sentence about what they wrote. */
public final class MeantName {

  private MeantName() {}

  /** {@code ; did you mean X?}; empty when nothing is near. */
  public static String hint(String written, Collection<String> known) {
    return NearestName.of(written, known).map(name -> "; did you mean " + name + "?").orElse("");
  }
}
