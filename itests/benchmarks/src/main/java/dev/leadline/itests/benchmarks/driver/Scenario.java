package dev.leadline.itests.benchmarks.driver;

import java.util.List;

/**
 * What is measured against what.
 *
 * @param name for people, unique
 * @param declaration of what the hand-written line uses: Java, members of the subject's class
 * @param before the hand-written line; {@code c} is the customer, {@code X} the name that is unique
 * @param after what follows the body by hand, in a finally block; empty for none
 * @param args of the tracepoint, JSON members
 * @param metrics of the tracepoint, JSON
 * @param sample the name of one sample of the metric, to count by
 * @param threads that call at once
 * @param isVirtual whether they are virtual threads
 * @param labels distinct label values
 * @param state what the tracepoint is while measured
 * @param target what this has to reach; empty for none
 */
record Scenario(
    String name,
    String declaration,
    String before,
    String after,
    String args,
    String metrics,
    String sample,
    int threads,
    boolean isVirtual,
    int labels,
    State state,
    Target target) {

  /** What the tracepoint is while measured. */
  enum State {
    /** It counts every hit in its sample. */
    COUNTING,
    /** It records, but not every hit. */
    RECORDING,
    /** It is there and records nothing. */
    SILENT,
    /** It was recording until it was switched off by hand. */
    DISABLED,
    /** It was there and is gone. */
    REMOVED
  }

  /**
   * What has to be reached.
   *
   * @param most in the unit
   * @param isRatio to the hand-written line; else nanoseconds
   * @param isAllocationFree whether no hit may allocate
   */
  record Target(double most, boolean isRatio, boolean isAllocationFree) {
    static final Target NONE = new Target(Double.NaN, true, false);

    static Target ratio(double most) {
      return new Target(most, true, true);
    }

    static Target nanos(double most) {
      return new Target(most, false, true);
    }
  }

  /** A name that Java and all providers take. */
  String id() {
    return name.replaceAll("[^A-Za-z0-9]+", "_");
  }

  /** The generated class. */
  String className() {
    return "subjects.Subject_" + id();
  }

  /** Replaces the placeholder for what has to be unique. */
  String unique(String text) {
    return text.replace("X", id());
  }

  Scenario withThreads(int number) {
    return like(name + ", " + number + " threads", declaration, before, number, false, target);
  }

  /** What is asked for is asked of platform threads: no target. */
  Scenario withVirtualThread() {
    return like(name + ", a virtual thread", declaration, before, 1, true, Target.NONE);
  }

  Scenario in(String situation) {
    return like(name + ", " + situation, declaration, before, threads, isVirtual, target);
  }

  /** By hand, the second provider's line is written too. */
  Scenario besideSecondLine(String secondDeclaration, String secondLine) {
    return like(
        name,
        declaration + "\n  " + secondDeclaration,
        before + " " + secondLine,
        threads,
        isVirtual,
        target);
  }

  private Scenario like(
      String newName,
      String newDeclaration,
      String newBefore,
      int newThreads,
      boolean areVirtual,
      Target newTarget) {
    return new Scenario(
        newName,
        newDeclaration,
        newBefore,
        after,
        args,
        metrics,
        sample,
        newThreads,
        areVirtual,
        labels,
        state,
        newTarget);
  }

  /** The file of its tracepoint. */
  String toJson() {
    List<String> members =
        args.isEmpty()
            ? List.of("\"method_name\": \"observed\"")
            : List.of("\"method_name\": \"observed\"", args);
    return unique(
        """
        { "ID": "X", "path": "subjects/Subject_X.java", "args": { %s },
          "metrics": [ %s ] }
        """
            .formatted(String.join(", ", members), metrics));
  }
}
