package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricCommandsTest extends ShellFixture {

  @Test
  void listsMetricsByAnyOfTheirNames() {
    assertThat(out("metrics:list"))
        .containsExactly("there are no metrics: no tracepoint is installed; see tp:list");
    out(
        "tp:add",
        at("placed"),
        "revenue",
        "-t=summary",
        "-v=total",
        "-l=who=customer.name",
        "-u=cents");
    out("tp:add", at("sold"), "sales");
    orders.place(ANN, List.of(5L));

    assertThat(out("metrics:list"))
        .containsExactly(
            "METRIC   TYPE     UNIT   SERIES  LABELS  SHOWN AS                   TRACEPOINTS",
            "revenue  summary  cents       1  who     prometheus: revenue_cents  revenue",
            "sales    counter              1          prometheus: sales_total    sales");
    assertThat(out("metrics:list", "*_cents")).hasSize(2);
    assertThat(out("metrics:list", "TOTAL")).hasSize(2);
    assertThat(out("metrics:list", "--json")).contains("    \"seriesCount\" : 1");
    assertThat(run("metrics:list", "revnue")).isEqualTo(ShellCommand.FAILED);
    assertThat(console.outLines())
        .containsExactly("no metric is called revnue; did you mean revenue?");
    assertThat(complete("metrics:show", "r")).containsExactly("revenue");
  }

  @Test
  void showsValuesAsBars() {
    out("tp:add", at("sold"), "sales", "-l=who=customer.name");
    for (int i = 0; i < 4; i++) {
      orders.place(ANN, List.of());
    }
    orders.place(BOB, List.of());

    assertThat(out("metrics:show", "sales_total"))
        .containsExactly(
            "sales, counter",
            "prometheus: sales_total",
            "  who=ann  4  ██████████████████████████████",
            "  who=bob  1  ███████▌");
    assertThat(out("metrics:show", "sales", "--limit=1"))
        .last()
        .isEqualTo("and 1 more series; --limit shows more");
    assertThat(out("metrics:show", "sales", "--json"))
        .contains("      \"labelValues\" : [ \"ann\" ],", "      \"value\" : 4.0");
    assertThat(err(ShellCommand.FAILED, "metrics:show", "sale"))
        .containsExactly("there is no metric sale; did you mean sales?");
  }

  @Test
  void saysWhenNothingWasRecordedYet() {
    out("tp:add", at("sold"), "sales", "-l=who=customer.name");
    assertThat(out("metrics:show", "sales"))
        .last()
        .isEqualTo("no series yet: it was not recorded since it is there");
  }

  @Test
  void escapesWhatTheApplicationPutsIntoLabels() {
    out("tp:add", at("sold"), "sales", "-l=who=customer.name");
    orders.place(new com.acme.shop.Orders.Customer("\u001b[31mred\n", "x"), List.of());
    assertThat(out("metrics:show", "sales")).last().isEqualTo("  who=\\u001b[31mred\\n  1");
  }
}
