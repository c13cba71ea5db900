package dev.leadline.itests.benchmarks.subject;

import java.util.Random;

/** What the measured methods are called with: the labels' and values' source. */
public final class Customer {

  /** A power of two, so that choosing one is a mask. */
  public static final int MANY = 128 * 1024;

  /** An enum that has many constants. */
  private static final Character.UnicodeScript[] SCRIPTS = Character.UnicodeScript.values();

  private final String tier;
  private final String region;
  private final int number;
  private final Kind kind;
  private final Character.UnicodeScript script;
  private final double amount;

  /** A label that is an enum constant. */
  public enum Kind {
    PRIVATE,
    COMPANY,
    STATE,
    CLUB
  }

  private Customer(int index) {
    this.tier = "tier-" + index;
    this.region = "region-" + index % 7;
    this.number = index;
    this.kind = Kind.values()[index & 3];
    this.script = SCRIPTS[index % SCRIPTS.length];
    this.amount = 0.001 * (1 + index % 2000);
  }

  /**
   * Customers in no order, with so many distinct label values. As in an application that keeps its
   * customers, those with equal labels share them; there are at least as many customers as the
   * cache of a processor likes, but no more than the labels need.
   */
  public static Customer[] crowd(int distinctLabels) {
    Customer[] distinct = new Customer[distinctLabels];
    for (int i = 0; i < distinctLabels; i++) {
      distinct[i] = new Customer(i);
    }
    Random random = new Random(1);
    int size = Math.min(MANY, Math.max(1024, Integer.highestOneBit(distinctLabels) * 2));
    Customer[] crowd = new Customer[size];
    for (int i = 0; i < size; i++) {
      crowd[i] = distinct[i < distinctLabels ? i : random.nextInt(distinctLabels)];
    }
    java.util.Collections.shuffle(java.util.Arrays.asList(crowd), random);
    return crowd;
  }

  public String getTier() {
    return tier;
  }

  public String getRegion() {
    return region;
  }

  public int getNumber() {
    return number;
  }

  public Kind getKind() {
    return kind;
  }

  public Character.UnicodeScript getScript() {
    return script;
  }

  public double getAmount() {
    return amount;
  }
}
