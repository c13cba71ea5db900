package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.tracepoint.TracepointState;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import dev.leadline.shell.command.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracepointCommandsTest extends ShellFixture {

  private static final String PLACE = "com.acme.shop.Orders.place(Orders$Customer, List)";

  private void place(int times) {
    for (int i = 0; i < times; i++) {
      orders.place(i % 3 == 0 ? BOB : ANN, List.of(100L));
    }
  }

  private TracepointStatus status(String id) {
    return core.status(id).orElseThrow();
  }

  @Test
  void addsAMetricAndSaysWhere() {
    assertThat(
            out(
                "tp:add",
                at("placed"),
                "revenue",
                "-t=histogram",
                "-v=total / 100.0",
                "-l=tier=customer.tier",
                "-s=region=eu",
                "-u=euros",
                "-b=1,5,10",
                "-c=total > 0",
                "-d=What was sold"))
        .containsExactly(
            "tracepoint revenue: INSTALLED, 1 probe",
            "  probe   " + PLACE + " line " + line("placed") + ", loader app",
            "  metric  revenue_euros in prometheus");

    place(3);

    assertThat(out("metrics:show", "revenue"))
        .containsExactly(
            "revenue, histogram in euros: What was sold",
            "prometheus: revenue_euros",
            "tier=gold region=eu: 2 values, mean 1, sum 2",
            "  to 1  2  ██████████████████████████████",
            "  nothing above",
            "tier=free region=eu: 1 value, mean 1, sum 1",
            "  to 1  1  ██████████████████████████████",
            "  nothing above");
  }

  @Test
  void addsAMetricAtTheEndOfAMethod() {
    out("tp:add", FILE + "#place", "time", "-t=gauge", "-v=returned", "--stage=method_end");
    place(1);
    assertThat(out("metrics:show", "time"))
        .containsExactly("time, gauge", "prometheus: time", "  (no labels)  100");
  }

  @Test
  void takesADocumentFromTheCommandLineOrAFile() throws IOException {
    String document =
        "{\"ID\":\"a\",\"path\":\"%s\",\"lineNumber\":%d,\"metrics\":[{\"name\":\"a\"}]}";
    assertThat(out("tp:add", "--json", document.formatted(FILE, line("sold"))))
        .first()
        .isEqualTo("tracepoint a: INSTALLED, 1 probe");
    Files.writeString(directory.resolve("a.json"), document.formatted(FILE, line("placed")));
    assertThat(out("tp:add", "--json=@a.json"))
        .first()
        .isEqualTo("replaced tracepoint a: INSTALLED, 1 probe");

    assertThat(err(ShellCommand.FAILED, "tp:add", "--json", "{\"path\":\"a\""))
        .containsExactly(
            "error TP-002 --json:1:12: the document ends before it is complete",
            "    the { of line 1 is not closed",
            "nothing is installed");
    assertThat(err(ShellCommand.USAGE, "tp:add", "--json=@b.json"))
        .first()
        .asString()
        .startsWith("tp:add: --json: there is no file ")
        .endsWith("b.json");
  }

  @Test
  void leavesNothingBehindWhenExpressionsDoNotCompile() {
    assertThat(
            err(
                ShellCommand.FAILED,
                "tp:add",
                at("sold"),
                "sales",
                "-v=custmer.name",
                "-l=x=customer.foo"))
        .containsExactly(
            "error GX-010 value: `custmer` is not in scope",
            "    custmer.name",
            "    ^",
            "    did you mean `customer`? In scope: customer, prices, this, total; of `this`: sold",
            "error GX-011 label x: `foo`: no such property on Customer",
            "    customer.foo",
            "             ^",
            "    it has name, tier",
            "nothing is installed");
    assertThat(core.statuses()).isEmpty();
  }

  @Test
  void saysWhichLinesHaveCode() {
    assertThat(err(ShellCommand.FAILED, "tp:add", FILE + ":1", "x"))
        .containsExactly(
            "error CI-002: there is no code at line 1 of com/acme/shop/Orders.java",
            "    the nearest lines with code are 6, 11, 15",
            "nothing is installed");
    assertThat(core.statuses()).isEmpty();
  }

  @Test
  void waitsForClassesThatAreNotLoaded() {
    assertThat(out("tp:add", "com/acme/shop/Ordres.java:1", "x"))
        .containsExactly(
            "tracepoint x: PENDING, no class of com/acme/shop/Ordres.java is loaded;"
                + " loaded and named alike: com/acme/shop/Orders",
            "  it is installed as soon as such a class loads; tp:remove x takes it back");
  }

  @Test
  void saysInTheOptionsWordsWhatIsWrongWithThem() {
    assertThat(err(ShellCommand.FAILED, "tp:add", at("sold"), "x", "-t=gage", "-b=2,1"))
        .containsExactly(
            "error TP-012 -t: unknown metric type: \"gage\"",
            "    did you mean `GAUGE`?",
            "error TP-051 -b: this bound is not above the one before, 2.0: \"1\"",
            "    buckets are ascending; the one up to infinity is always there",
            "nothing is installed");
    assertThat(err(ShellCommand.USAGE, "tp:add", "foo", "x"))
        .containsExactly(
            "tp:add: \"foo\" is no place in the code: write FILE:LINE or FILE#METHOD,"
                + " such as com/acme/Shop.java:12 or Shop.java#open",
            "  tp:add --help tells how it is used");
    assertThat(err(ShellCommand.USAGE, "tp:add", at("sold"), "x", "--tpye=gauge"))
        .first()
        .isEqualTo("tp:add: there is no option --tpye; did you mean --type?");
    assertThat(err(ShellCommand.USAGE, "tp:add", at("sold"), "x", "--ttl=2x"))
        .first()
        .isEqualTo("tp:add: --ttl 2x is no length of time: write 500ms, 30s, 5m, 2h or 7d");
    assertThat(err(ShellCommand.USAGE, "tp:add", at("sold"), "x", "-l", "who"))
        .first()
        .isEqualTo("tp:add: -l who: write KEY=EXPR, such as user_id=user.id");
    assertThat(err(ShellCommand.USAGE, "tp:add", at("sold"), "x", "--sample=no"))
        .first()
        .isEqualTo("tp:add: invalid value for option '--sample': 'no' is not a long");
    assertThat(err(ShellCommand.USAGE, "tp:add", at("sold"), "x", "more"))
        .first()
        .isEqualTo("tp:add: nothing is expected after the arguments before \"more\"");
  }

  @Test
  void refusesANameThatMeansSomethingElse() {
    out("tp:add", at("sold"), "sales");
    assertThat(err(ShellCommand.FAILED, "tp:add", at("placed"), "sales", "-t=gauge"))
        .containsExactly(
            "error MC-001 name: the metric sales is a gauge here, and sales is a counter in"
                + " tracepoint sales",
            "    choose another name, or the same type",
            "nothing is installed");
  }

  @Test
  void doesAllButInstallWhenDry() {
    assertThat(out("tp:add", at("sold"), "sales", "-v=total", "-l=who=customer.name", "--dry-run"))
        .containsExactly(
            "tracepoint sales would be installed",
            "  probe      " + PLACE + " line 19, loader app",
            "  value      long",
            "  label who  String",
            "nothing is installed: that was a dry run");
    assertThat(err(ShellCommand.FAILED, "tp:add", at("sold"), "sales", "-c=totl", "--dry-run"))
        .first()
        .isEqualTo("error GX-010 condition: `totl` is not in scope");
    assertThat(core.statuses()).isEmpty();
  }

  @Test
  void expiresWhatHasATimeToLive() {
    out("tp:add", at("sold"), "sales", "--ttl=2h30m", "--sample=10", "--id=mine");
    assertThat(out("tp:show", "mine"))
        .contains("only      1 of 10 hits", "ends      2 h after it began");
    assertThat(status("mine").tracepoint().ttl()).hasValue(java.time.Duration.ofMinutes(150));
  }

  @Test
  void lists() {
    assertThat(out("tp:list")).containsExactly("there are no tracepoints");
    out("tp:add", at("placed"), "revenue", "-l=tier=customer.tier");
    out("tp:add", "com/acme/shop/Ordres.java:1", "x");
    place(1234);

    assertThat(out("tp:list"))
        .containsExactly(
            "ID       STATE    WHERE                         METRICS   HITS  SERIES  SOURCE",
            "revenue  ACTIVE   com/acme/shop/Orders.java:26  revenue  1,234       2  shell",
            "x        PENDING  com/acme/shop/Ordres.java:1   x            0       0  shell",
            "  no class of com/acme/shop/Ordres.java is loaded; loaded and named alike:"
                + " com/acme/shop/Orders");
    assertThat(out("tp:list", "-v", "--state=active"))
        .containsExactly(
            "ID       STATE   WHERE                         METRICS   HITS  SERIES  SOURCE",
            "revenue  ACTIVE  com/acme/shop/Orders.java:26  revenue  1,234       2  shell",
            "  1 probe",
            "  " + PLACE + " line 26, loader app");
    assertThat(out("tp:list", "--state=PAUSED")).containsExactly("no tracepoint is PAUSED");
    assertThat(out("tp:list", "--json"))
        .contains(
            "    \"id\" : \"revenue\",", "    \"hits\" : 1234,", "    \"state\" : \"ACTIVE\",");
    assertThat(err(ShellCommand.USAGE, "tp:list", "--state=activ"))
        .first()
        .isEqualTo("tp:list: --state activ: there is no such state; did you mean ACTIVE?");
  }

  @Test
  void showsAllThatIsKnownOfOne() {
    out("tp:add", at("placed"), "revenue", "-v=total", "-l=tier=customer.tier", "-c=total > 0");
    place(5);
    orders.place(ANN, List.of());

    assertThat(out("tp:show", "revenue").stream().map(ShellFixture::steady))
        .containsExactly(
            "revenue: ACTIVE, 1 probe",
            "where     com/acme/shop/Orders.java:26 (line_start)",
            "source    shell",
            "only      if total > 0",
            "metric    revenue, a counter of total, by tier = customer.tier",
            "shown as  prometheus: revenue_total",
            "probe     " + PLACE + " line 26, loader app",
            "hits      6, the last T ago",
            "fires     5",
            "recorded  5",
            "dropped   1 condition_false",
            "series    2",
            "          tier=gold  300",
            "          tier=free  200");
    assertThat(out("tp:show", "revenue", "--json")).contains("  \"id\" : \"revenue\",");
    assertThat(err(ShellCommand.FAILED, "tp:show", "revnue"))
        .containsExactly("there is no tracepoint revnue; did you mean revenue?");
    assertThat(err(ShellCommand.USAGE, "tp:show"))
        .first()
        .isEqualTo("tp:show: missing required parameter: 'ID'");
  }

  @Test
  void switchesOffAndOn() {
    out("tp:add", at("sold"), "sales");
    place(1);
    assertThat(out("tp:disable", "sales"))
        .containsExactly("tracepoint sales: PAUSED, it was switched off by hand");
    place(1);
    assertThat(out("tp:enable", "sales")).containsExactly("tracepoint sales: ACTIVE, 1 probe");
    place(1);
    assertThat(status("sales").hits()).isEqualTo(2);
    assertThat(err(ShellCommand.FAILED, "tp:enable", "sals"))
        .containsExactly("there is no tracepoint sals; did you mean sales?");
  }

  @Test
  void removes() {
    out("tp:add", at("sold"), "a");
    out("tp:add", at("sold"), "b");
    out("tp:add", at("sold"), "c");
    assertThat(run("tp:remove", "a", "x")).isEqualTo(ShellCommand.FAILED);
    assertThat(console.outLines()).containsExactly("removed tracepoint a");
    assertThat(console.errLines()).containsExactly("there is no tracepoint x");
    assertThat(out("tp:remove", "--all"))
        .containsExactly("removed tracepoint b", "removed tracepoint c");
    assertThat(out("tp:remove", "--all")).containsExactly("there are no tracepoints");
    assertThat(err(ShellCommand.USAGE, "tp:remove"))
        .first()
        .isEqualTo("tp:remove: which? Give ids, or --all");
  }

  @Test
  void savesWhatIsToOutliveTheJvm() throws IOException {
    Path file = directory.resolve("tracepoints/sales.json");
    assertThat(out("tp:add", at("sold"), "sales", "--save")).last().isEqualTo("saved in " + file);
    assertThat(status("sales").origin()).isEqualTo("file:sales.json");
    assertThat(Files.list(directory.resolve("tracepoints"))).containsExactly(file);

    // What the directory source reads there is what is in force already.
    assertThat(out("tp:remove", "sales"))
        .containsExactly(
            "removed tracepoint sales",
            "  its file is still there: " + file,
            "  it is back when the file changes or the JVM starts again: delete the file to be rid"
                + " of it");
    assertThat(err(ShellCommand.FAILED, "tp:add", at("sold"), "sales", "--save"))
        .containsExactly(
            "it cannot be saved: there is a file "
                + file
                + " already; choose another name with --id");
  }

  @Test
  void exportsWhatTpAddTakes() throws IOException {
    out("tp:add", at("sold"), "sales", "-l=who=customer.name");
    String document = String.join("\n", out("tp:export"));
    assertThat(out("tp:export", "all.json"))
        .containsExactly("1 tracepoint written to " + directory.resolve("all.json"));
    assertThat(String.join("\n", Files.readAllLines(directory.resolve("all.json"))))
        .isEqualTo(document);
    assertThat(err(ShellCommand.FAILED, "tp:export", "all.json"))
        .containsExactly(
            "there is a file " + directory.resolve("all.json") + " already; --force replaces it");
    TracepointStatus before = status("sales");
    out("tp:remove", "sales");
    out("tp:add", "--json=@all.json");
    assertThat(status("sales").tracepoint()).isEqualTo(before.tracepoint());
    assertThat(status("sales").state()).isEqualTo(TracepointState.INSTALLED);
  }

  @Test
  void completes() {
    out("tp:add", at("sold"), "sales");
    assertThat(complete("tp:show", "")).containsExactly("sales");
    assertThat(complete("tp:remove", "sales", "")).isEmpty();
    assertThat(complete("tp:add", "--t")).containsExactly("--type", "--ttl");
    assertThat(complete("tp:add", "a:1", "b", "-t", ""))
        .containsExactly("counter", "gauge", "histogram", "summary");
    assertThat(complete("tp:add", "a:1", "b", "--stage", "method_"))
        .containsExactly("method_start", "method_end", "method_capture");
    assertThat(complete("tp:list", "--state", "P")).containsExactly("PENDING", "PAUSED");
  }
}
