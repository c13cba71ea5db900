package dev.leadline.shell.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.shell.RecordingConsole;
import dev.leadline.shell.command.ShellCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeCommandsTest extends ShellFixture {

  private static final String PLACE = "com.acme.shop.Orders.place";

  @Test
  void findsFilesOfLoadedClasses() {
    assertThat(out("code:find", "acme*order"))
        .containsExactly(
            "FILE                       CLASSES                  LOADER",
            "com/acme/shop/Orders.java  Orders, Orders$Customer  app");
    assertThat(out("code:find", "com/acme/shop/Orders.java")).hasSize(2);
    assertThat(out("code:find", "Orders", "--json"))
        .contains("    \"path\" : \"com/acme/shop/Orders.java\",");
    assertThat(err(ShellCommand.FAILED, "code:find", "Ordars"))
        .containsExactly(
            "no class is loaded whose name has Ordars in it; the application may not have needed it"
                + " yet");
  }

  @Test
  void showsLinesWithWhatIsInScope() {
    assertThat(out("code:lines", "shop/Orders.java:15-24"))
        .containsExactly(
            PLACE + "(Orders$Customer, List)",
            "  15  Orders this, Customer customer, List<Long> prices",
            "  16  Orders this, Customer customer, List<Long> prices, long total",
            "  17  Orders this, Customer customer, List<Long> prices, long total, long price",
            "  18  Orders this, Customer customer, List<Long> prices, long total",
            "  19  Orders this, Customer customer, List<Long> prices, long total",
            "  20  Orders this, Customer customer, List<Long> prices, long total",
            PLACE + ", a lambda in it",
            "  22  Customer customer",
            "  23  Customer customer, String line",
            "  24  Customer customer, String line",
            "fields of com.acme.shop.Orders: long sold");
    assertThat(out("code:lines", at("sold"), "--json"))
        .contains("    \"class\" : \"com.acme.shop.Orders\",");
  }

  @Test
  void namesTheNearestLinesAndFiles() {
    assertThat(err(ShellCommand.FAILED, "code:lines", FILE + ":12-14"))
        .containsExactly(
            "lines 12 to 14 of com/acme/shop/Orders.java have no code;"
                + " the nearest with code: 11, 15");
    assertThat(err(ShellCommand.FAILED, "code:lines", "shop/Orderz.java"))
        .first()
        .isEqualTo("warning CI-001: no class of shop/Orderz.java is loaded");
    assertThat(console.errLines().get(1)).contains("com/acme/shop/Orders");
  }

  @Test
  void saysTheTypesOfExpressions() {
    assertThat(out("code:check", at("sold"), "total", "customer.name", "prices", "sold + 1"))
        .containsExactly(
            PLACE + "(Orders$Customer, List) line 19, loader app",
            "  long        total",
            "  String      customer.name",
            "  List<Long>  prices",
            "  long        sold + 1");
    assertThat(out("code:check", FILE + "#place", "returned", "--stage=method_end"))
        .last()
        .isEqualTo("  long  returned");
    assertThat(core.statuses()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithExpressions() {
    assertThat(err(ShellCommand.FAILED, "code:check", at("sold"), "totl", "customer.nam"))
        .containsExactly(
            "error GX-010: `totl` is not in scope",
            "    totl",
            "    ^",
            "    did you mean `total`? In scope: customer, prices, this, total; of `this`: sold",
            "error GX-011: `nam`: no such property on Customer",
            "    customer.nam",
            "             ^",
            "    did you mean `name`? It has name, tier");
    assertThat(err(ShellCommand.FAILED, "code:check", FILE + "#plac", "total"))
        .containsExactly(
            "error CI-002: there is no method plac with code in com/acme/shop/Orders.java",
            "    did you mean place?");
    assertThat(err(ShellCommand.FAILED, "code:check", FILE + ":3", "total"))
        .containsExactly(
            "error CI-002: there is no code at line 3 of com/acme/shop/Orders.java",
            "    the nearest lines with code are 6, 11, 15");
    assertThat(err(ShellCommand.USAGE, "code:check", FILE + ":3", "1", "--eval=0"))
        .first()
        .isEqualTo("code:check: --eval 0: from 1 to 1000 hits can be shown");
  }

  @Test
  void showsValuesAtTheNextHits() {
    RecordingConsole waiting =
        new RecordingConsole(directory).waiting(9, () -> orders.place(ANN, List.of(4L, 5L)));
    assertThat(
            runOn(
                waiting,
                "code:check",
                at("sold"),
                "total",
                "customer",
                "prices",
                "prices.get(7)",
                "--eval=2"))
        .isEqualTo(ShellCommand.OK);
    String thread = Thread.currentThread().getName();
    assertThat(waiting.outLines().subList(5, 15))
        .containsExactly(
            "hit 1, thread " + thread,
            "  total          9",
            "  customer       Customer[name=ann, tier=gold]",
            "  prices         [4, 5]",
            "  prices.get(7)  threw java.lang.IndexOutOfBoundsException: Index: 7 Size: 2",
            "hit 2, thread " + thread,
            "  total          9",
            "  customer       Customer[name=ann, tier=gold]",
            "  prices         [4, 5]",
            "  prices.get(7)  threw java.lang.IndexOutOfBoundsException: Index: 7 Size: 2");
    assertThat(core.statuses()).isEmpty();
    assertThat(core.metrics()).isEmpty();
  }

  @Test
  void saysThatNothingWasHit() {
    assertThat(err(ShellCommand.FAILED, "code:check", at("sold"), "total", "--eval=2"))
        .containsExactly("it was not hit before you stopped waiting; nothing is left behind");
    RecordingConsole waiting = new RecordingConsole(directory).waiting(Integer.MAX_VALUE, () -> {});
    runOn(waiting, "code:check", at("sold"), "total", "--eval=2", "--wait=200ms");
    assertThat(waiting.errLines())
        .containsExactly("it was not hit within 0.2 s; nothing is left behind");
  }

  @Test
  void watches() {
    out("tp:add", at("sold"), "sales");
    RecordingConsole watching =
        new RecordingConsole(directory).waiting(3, () -> orders.place(ANN, List.of()));
    assertThat(runOn(watching, "tp:watch", "sales")).isEqualTo(ShellCommand.OK);
    assertThat(watching.outLines()).hasSize(4);
    assertThat(watching.outLines().get(0))
        .isEqualTo("STATE               HITS   PER SECOND     RECORDED  LAST LOOKS");
    assertThat(watching.outLines().get(3))
        .matches("ACTIVE                 3 +[\\d.,]+            3  [▁▂▃▄▅▆▇█]{3}");

    RecordingConsole removing =
        new RecordingConsole(directory).waiting(3, () -> core.remove("sales"));
    assertThat(runOn(removing, "tp:watch", "sales")).isEqualTo(ShellCommand.OK);
    assertThat(removing.outLines()).last().isEqualTo("tracepoint sales has been removed");
    assertThat(err(ShellCommand.FAILED, "tp:watch", "sales"))
        .containsExactly("there is no tracepoint sales; there is none at all");
  }

  @Test
  void completesPlacesAndVariables() {
    assertThat(complete("tp:add", "com/acme/sh")).containsExactly("com/acme/shop/Orders.java:");
    assertThat(complete("tp:add", "Orders")).containsExactly("Orders.java:");
    assertThat(complete("tp:add", FILE + ":2"))
        .containsExactly(
            FILE + ":20", FILE + ":22", FILE + ":23", FILE + ":24", FILE + ":25", FILE + ":26");
    assertThat(complete("code:lines", FILE + "#pl")).containsExactly(FILE + "#place");
    assertThat(complete("tp:add", at("sold"), "x", "-v", ""))
        .containsExactly("this", "customer", "prices", "total", "sold");
    assertThat(complete("tp:add", at("sold"), "x", "-l", "tier=cu"))
        .containsExactly("tier=customer");
    assertThat(complete("code:check", at("sold"), "total + s")).containsExactly("total + sold");
    assertThat(complete("code:check", FILE + "#place", "p")).containsExactly("prices");
  }
}
