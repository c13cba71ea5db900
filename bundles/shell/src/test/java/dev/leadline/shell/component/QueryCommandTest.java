package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.metric.MetricType;
import dev.leadline.sdk.tracepoint.Controls;
import dev.leadline.sdk.tracepoint.LabelDeclaration;
import dev.leadline.sdk.tracepoint.MetricDeclaration;
import dev.leadline.sdk.tracepoint.Stage;
import dev.leadline.sdk.tracepoint.Tracepoint;
import dev.leadline.shell.command.ShellCommand;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryCommandTest extends ShellFixture {

  private static String metric(String options) {
    return "metric{ file=\"" + FILE + "\" " + options + " }";
  }

  private Tracepoint tracepoint(String id) {
    return core.status(id).orElseThrow().tracepoint();
  }

  @Test
  void makesAMetricWithALabelOfEachKind() {
    assertThat(
            out(
                "tp:query",
                metric(
                    "line=19, type=\"gauge\" value=\"total\" name=\"sales\""
                        + " label_who=\"{customer.name}\" label_kind=\"retail\" /* done */")))
        .startsWith(
            "tracepoint sales: INSTALLED, 1 probe",
            "  probe   com.acme.shop.Orders.place(Orders$Customer, List) line 19, loader app",
            "  metric  sales in prometheus");
    orders.place(ANN, List.of(3L));
    assertThat(out("metrics:show", "sales")).last().isEqualTo("  who=ann kind=retail  3");
  }

  @Test
  void readsBothSpellings() {
    out(
        "tp:query",
        "trigger{file=\""
            + FILE
            + "\" method=\"place\" target=\"capture\" metric=true metric_name=\"time\""
            + " metricType=\"histogram\" metric_expression=\"deep.target.runtime\""
            + " metric_label_who=\"{customer.name}\" fireCount=5 rateLimit=500 metric_unit=\"ns\"}");
    Tracepoint tracepoint = tracepoint("time");
    MetricDeclaration metric = tracepoint.metrics().get(0);
    assertThat(tracepoint.location().stage()).isEqualTo(Stage.METHOD_CAPTURE);
    assertThat(tracepoint.controls().fireCount()).isEqualTo(5);
    assertThat(tracepoint.controls().firePeriod()).isEqualTo(Duration.ofMillis(500));
    assertThat(metric.type()).isEqualTo(MetricType.HISTOGRAM);
    assertThat(metric.expression()).hasValue("runtime");
    assertThat(metric.unit()).hasValue("ns");
    assertThat(metric.labels())
        .containsExactly(
            new LabelDeclaration("who", new LabelDeclaration.Expression("customer.name")));
  }

  @Test
  void fillsInWhatIsLeftOut() {
    out("tp:query", metric("line=19 condition=\"{total > 0}\" rate_limit=2s"));
    Tracepoint tracepoint = tracepoint("com_acme_shop_Orders_java_19");
    Controls controls = tracepoint.controls();
    assertThat(tracepoint.metrics().get(0).type()).isEqualTo(MetricType.COUNTER);
    assertThat(controls.condition()).hasValue("total > 0");
    assertThat(controls.fireCount()).isEqualTo(Controls.UNLIMITED);
    assertThat(controls.firePeriod()).isEqualTo(Duration.ofSeconds(2));
    assertThat(controls.windowStart()).isEmpty();
    assertThat(controls.windowEnd().orElseThrow())
        .isBetween(
            Instant.now().plus(27, ChronoUnit.DAYS), Instant.now().plus(29, ChronoUnit.DAYS));
    out("tp:query", metric("line=19 name=\"open\" window_end=0"));
    assertThat(tracepoint("open").controls().windowEnd()).isEmpty();
  }

  @Test
  void pointsAtWhatIsWrong() {
    assertThat(err(ShellCommand.USAGE, "tp:query", metric("line=19 typ=\"gauge\"")))
        .containsExactly(
            "error DQ-005: a metric has no option typ",
            "    metric{ file=\"com/acme/shop/Orders.java\" line=19 typ=\"gauge\" }",
            " ".repeat(4 + 49) + "^",
            "    did you mean type?",
            "nothing is installed");
    assertThat(err(ShellCommand.USAGE, "tp:query", "metric{ line=1\n  file=Foo }"))
        .containsExactly(
            "error DQ-002 line 2: a value is expected behind file=, and not Foo",
            "      file=Foo }",
            "           ^",
            "    texts stand in quotes");
    assertThat(err(ShellCommand.USAGE, "tp:query", metric("line=x")))
        .first()
        .isEqualTo("error DQ-002: a value is expected behind line=, and not x");
    assertThat(err(ShellCommand.USAGE, "tp:query", metric("line=19 line=20")))
        .first()
        .isEqualTo("error DQ-006: line is there already");
    assertThat(err(ShellCommand.USAGE, "tp:query", metric("line=19 method=\"place\"")))
        .first()
        .isEqualTo("error DQ-011: the metric has a line and a method");
    assertThat(err(ShellCommand.USAGE, "tp:query", metric("line>19")))
        .first()
        .isEqualTo("error DQ-007: line is set with =, and not with >");
    assertThat(err(ShellCommand.USAGE, "tp:query", "metric{}"))
        .contains(
            "error DQ-009: the metric has no file",
            "error DQ-009: the metric has neither a line nor a method");
    assertThat(
            err(ShellCommand.USAGE, "tp:query", metric("line=19 type=\"gage\" window_end=\"x\"")))
        .contains("error DQ-008: this is no point in time", "error TP-012: unknown metric type");
    assertThat(err(ShellCommand.USAGE, "tp:query", "metrik{}"))
        .contains("error DQ-003: there is no command metrik", "    did you mean metric?");
    for (String other : List.of("log", "span", "snapshot", "trigger")) {
      assertThat(err(ShellCommand.USAGE, "tp:query", other + "{ file=\"a\" line=1 }"))
          .contains("error DQ-004: not a metric: Leadline records metrics");
    }
    assertThat(core.statuses()).isEmpty();
  }

  @Test
  void listsWhatAllConditionsHoldFor() {
    out("tp:add", at("sold"), "a");
    out("tp:add", at("placed"), "b");
    out("tp:add", FILE + "#place", "c");
    assertThat(ids("list{}")).containsExactly("a", "b", "c");
    assertThat(ids("list{ line>=20 }")).containsExactly("b");
    assertThat(ids("list{ line!=19 }")).containsExactly("b", "c");
    assertThat(ids("list{ method=\"place\" }")).containsExactly("c");
    assertThat(ids("list{ file=~\"shop/.*\" id!~\"[ab]\" }")).containsExactly("c");
    assertThat(ids("list{ name=\"a\" state=\"installed\" }")).containsExactly("a");
    assertThat(out("tp:query", "list{ id=\"x\" }")).containsExactly("no tracepoint matches");
    assertThat(err(ShellCommand.USAGE, "tp:query", "list{ nme=\"x\" }"))
        .contains("error DQ-005: a tracepoint has no nme", "    did you mean name?");
    assertThat(err(ShellCommand.USAGE, "tp:query", "list{ id<\"x\" }"))
        .contains("error DQ-007: id is a text, which < does not compare");
    assertThat(err(ShellCommand.USAGE, "tp:query", "list{ id=~\"(\" }"))
        .contains("error DQ-008: this is no regular expression");
  }

  private List<String> ids(String query) {
    return out("tp:query", query).stream().skip(1).map(line -> line.split(" ")[0]).toList();
  }

  @Test
  void deletes() {
    out("tp:add", at("sold"), "a");
    out("tp:add", at("placed"), "b");
    assertThat(err(ShellCommand.USAGE, "tp:query", "delete{}"))
        .contains("error DQ-010: delete{} without a condition would remove all tracepoints");
    assertThat(err(ShellCommand.USAGE, "tp:query", "delete{ naem=\"a\" }"))
        .contains("error DQ-005: a tracepoint has no naem");
    // An answer that never came is no "does not match".
    out("tp:add", at("sold"), "a".repeat(60) + "b");
    assertThat(
            err(
                ShellCommand.USAGE,
                "tp:query",
                "delete{ id!~\"a*a*a*a*a*c\" id!=\"b\" id!=\"a\" }"))
        .contains("error DQ-008: this regular expression takes too long");
    out("tp:query", "delete{ id=~\"aaa\" }");
    assertThat(out("tp:query", "delete{ id=\"a\" }", "--dry-run"))
        .last()
        .isEqualTo("1 tracepoint would be removed: that was a dry run");
    assertThat(out("tp:query", "delete{ id=\"a\" }")).containsExactly("removed tracepoint a");
    assertThat(out("tp:query", "delete{ id=\"a\" }"))
        .containsExactly("no tracepoint matches: nothing is removed");
    assertThat(out("tp:query", "delete{}", "--all")).containsExactly("removed tracepoint b");
  }
}
