package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceCommandsTest extends ShellFixture {

  private static final String GROOVY = "dev.leadline.expression.groovy.GroovyExpressionLanguage";
  private static final String PROMETHEUS =
      "dev.leadline.provider.prometheus.PrometheusMetricProvider";

  @Test
  void listsProvidersAndLanguages() {
    out("tp:add", at("sold"), "sales", "-v=total");
    assertThat(out("providers"))
        .containsExactly(
            "PROVIDER    STATE   METRICS  FAILURES  BUNDLE",
            "prometheus  ACTIVE        1         0  " + PROMETHEUS);
    assertThat(out("languages"))
        .containsExactly(
            "LANGUAGE  STATE   TRACEPOINTS  BUNDLE", "groovy    ACTIVE            1  " + GROOVY);
    assertThat(out("providers", "--json")).contains("    \"name\" : \"prometheus\",");
    assertThat(out("languages", "--json")).contains("    \"name\" : \"groovy\",");
  }

  @Test
  void providersTellsWhichPluginsDoNotRun() {
    checks.add(
        check(
            "plugins",
            List.of(Problem.error("PL-001", "a jar is no bundle", "build it with bnd"))));
    checks.add(check("prometheus", List.of(Problem.error("PM-001", "another matter", ""))));
    assertThat(out("providers"))
        .containsExactly(
            "PROVIDER    STATE   METRICS  FAILURES  BUNDLE",
            "prometheus  ACTIVE        0         0  " + PROMETHEUS,
            "plugins",
            "  error PL-001: a jar is no bundle",
            "      build it with bnd");
    assertThat(out("providers", "--json")).contains("    \"code\" : \"PL-001\",");
  }

  @Test
  void doctorFindsNothing() {
    assertThat(out("doctor"))
        .containsExactly("providers: well", "languages: well", "tracepoints: well", "all is well");
  }

  @Test
  void doctorAsksEverybody() {
    checks.add(
        check(
            "plugins",
            List.of(Problem.warning("PL-001", "a jar is no bundle", "build it with bnd"))));
    checks.add(check("broken", null));
    out("tp:add", "com/acme/shop/Ordres.java:1", "x");

    assertThat(run("doctor")).isEqualTo(ShellCommand.FAILED);
    assertThat(console.outLines())
        .containsExactly(
            "providers: well",
            "languages: well",
            "tracepoints",
            "  warning DR-007: tracepoint x is PENDING: no class of com/acme/shop/Ordres.java is"
                + " loaded; loaded and named alike: com/acme/shop/Orders",
            "      it is installed when such a class loads; code:find finds loaded files",
            "plugins",
            "  warning PL-001: a jar is no bundle",
            "      build it with bnd",
            "broken",
            "  error DR-001: this check failed: java.lang.IllegalStateException: no",
            "      it is a fault of its bundle",
            "1 error and 2 warnings");
    assertThat(run("doctor", "--json")).isEqualTo(ShellCommand.FAILED);
    assertThat(console.outLines()).contains("    \"code\" : \"PL-001\",");
  }

  @Test
  void doctorMissesProvidersAndLanguages() throws ReflectiveOperationException {
    call("removeProvider", MetricProvider.class, prometheus);
    call("removeLanguage", ExpressionLanguage.class, groovy);
    assertThat(run("doctor")).isEqualTo(ShellCommand.FAILED);
    assertThat(console.outLines())
        .contains(
            "  error DR-002: there is no metric provider in use: nothing is recorded",
            "  error DR-005: there is no expression language: tracepoints with expressions wait for"
                + " theirs");
    assertThat(out("providers"))
        .containsExactly("there is no metric provider: nothing is recorded; see doctor");
    assertThat(out("languages"))
        .containsExactly("there is no expression language: expressions wait for one; see doctor");
  }

  private static HealthCheck check(String subject, List<Problem> problems) {
    return new HealthCheck() {
      @Override
      public String subject() {
        return subject;
      }

      @Override
      public List<Problem> problems() {
        if (problems == null) {
          throw new IllegalStateException("no");
        }
        return problems;
      }
    };
  }
}
