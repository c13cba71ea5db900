package dev.leadline.agent.settings;

import java.util.Locale;

/** Every setting there is. The one table that the reader, the documentation and the tests use. */
@SuppressWarnings("ImmutableEnumChecker") // SettingKind is a record of a copied list.
public enum Setting {
  HOME("home", SettingKind.PATH, "", "the installation: plugins/, tracepoints/ and conf/"),
  BOOT("boot", SettingKind.choice("async", "sync"), "async", "whether main waits for Leadline"),
  TRACEPOINTS_DIR("tracepoints.dir", SettingKind.PATH, "", "tracepoint JSON files"),
  PLUGINS_DIR("plugins.dir", SettingKind.PATH, "", "bundles of other makers"),
  DIRECTORIES_SHARED(
      "directories.shared",
      SettingKind.choice("refuse", "allow"),
      "refuse",
      "whether plugins and tracepoints are taken from where other users can write"),
  PROMETHEUS_HOST("prometheus.host", SettingKind.TEXT, "127.0.0.1", "address of the endpoint"),
  PROMETHEUS_PORT("prometheus.port", SettingKind.PORT, "9464", "port of the endpoint; 0 = any"),
  PROMETHEUS_START(
      "prometheus.start",
      SettingKind.choice("first-metric", "boot"),
      "first-metric",
      "when the endpoint opens its port"),
  RUN_DIR("run.dir", SettingKind.PATH, "", "files of running JVMs, shared by those of a user"),
  LOG_LEVEL(
      "log.level",
      SettingKind.choice("off", "error", "warn", "info", "debug", "trace"),
      "info",
      "least level that is logged"),
  LOG_FILE("log.file", SettingKind.PATH, "", "the log"),
  METRICS_NAMESPACE("metrics.namespace", SettingKind.TEXT, "", "put before every metric's name"),
  METRICS_RETAIN(
      "metrics.retain",
      SettingKind.choice("false", "true"),
      "false",
      "whether metrics outlive their tracepoints"),
  METRICS_SELF(
      "metrics.self",
      SettingKind.choice("true", "false"),
      "true",
      "whether the figures of tracepoints are metrics, too"),
  EXPRESSIONS_POLICY(
      "expressions.policy",
      SettingKind.choice("read-only", "unrestricted"),
      "read-only",
      "what expressions may do"),
  EXPRESSIONS_ALLOW("expressions.allow", SettingKind.TEXT, "", "types and methods to allow"),
  BUDGET_PERCENT(
      "budget.percent",
      SettingKind.TEXT,
      "1",
      "what a tracepoint may cost, in percent of a core; 0 = no limit"),
  SOURCE_DIRECTORIES(
      "source.directories", SettingKind.TEXT, "", "where the application's sources are"),
  INSTRUMENT_JDK(
      "instrument.jdk",
      SettingKind.choice("false", "true"),
      "false",
      "whether classes of the JDK may be instrumented"),
  SHELL("shell", SettingKind.choice("on", "off"), "on", "whether the command line can get in");

  private final String key;
  private final SettingKind kind;
  private final String fallback;
  private final String purpose;

  Setting(String key, SettingKind kind, String fallback, String purpose) {
    this.key = key;
    this.kind = kind;
    this.fallback = fallback;
    this.purpose = purpose;
  }

  /** The name in agent arguments and in the file: {@code prometheus.port}. */
  public String key() {
    return key;
  }

  public SettingKind kind() {
    return kind;
  }

  /** The value of one who sets nothing; empty = worked out at start, or none. */
  public String fallback() {
    return fallback;
  }

  /** One line for people. */
  public String purpose() {
    return purpose;
  }

  /** {@code leadline.prometheus.port}. */
  public String property() {
    return "leadline." + key;
  }

  /** {@code LEADLINE_PROMETHEUS_PORT}. */
  public String variable() {
    return "LEADLINE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
