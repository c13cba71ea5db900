package com.acme.statsd;

import java.util.List;
import java.util.regex.Pattern;

/** What StatsD can carry. Everything else becomes an underscore. */
final class StatsdNames {

  /** The tag that a bucket's upper bound is in. */
  static final String BOUND = "le";

  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9_.-]");
  private static final Pattern NOT_IN_A_KEY = Pattern.compile("[^A-Za-z0-9_./-]");
  private static final Pattern NOT_IN_A_VALUE = Pattern.compile("[,|\\p{Cntrl}]");

  private StatsdNames() {}

  static String metric(String name) {
    return NOT_IN_A_NAME.matcher(name).replaceAll("_");
  }

  static String value(String text) {
    return NOT_IN_A_VALUE.matcher(text).replaceAll("_");
  }

  /** {@code tier:gold,region:eu}; empty without labels. */
  static String tags(List<String> names, List<String> values) {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      tags.append(i == 0 ? "" : ",").append(key(names.get(i))).append(':');
      tags.append(value(values.get(i)));
    }
    return tags.toString();
  }

  private static String key(String name) {
    // The tag of a bucket's bound is ours.
    return name.isEmpty() || name.equals(BOUND)
        ? name + "_"
        : NOT_IN_A_KEY.matcher(name).replaceAll("_");
  }
}
