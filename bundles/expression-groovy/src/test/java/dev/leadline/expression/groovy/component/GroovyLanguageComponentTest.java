package dev.leadline.expression.groovy.component;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionRequest;
import dev.leadline.sdk.expression.ExpressionRole;
import dev.leadline.testkit.logging.RecordingLogger;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;

/** SPEC 4.7: expressions only read, unless the person who starts the JVM says otherwise. */
class GroovyLanguageComponentTest {

  private static final String HARMFUL = "System.setProperty('a', 'b')";

  private final RecordingLogger log = new RecordingLogger();

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "read-only", " Read-Only "})
  void onlyReadsUnlessToldOtherwise(@Nullable String policy) {
    assertThat(compile(context(policy), Map.of(), HARMFUL)).isInstanceOf(Compilation.Failed.class);
    assertThat(compile(context(policy), Map.of(), "1 + 2"))
        .isInstanceOf(Compilation.Compiled.class);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void doesAnythingWhenTheSettingSaysSo() {
    assertThat(compile(context("unrestricted"), Map.of(), HARMFUL))
        .isInstanceOf(Compilation.Compiled.class);
  }

  @Test
  void onlyReadsWhenTheSettingIsMisspeltAndSaysSo() {
    assertThat(compile(context("unrestrictd"), Map.of(), HARMFUL))
        .isInstanceOf(Compilation.Failed.class);
    assertThat(log.lines())
        .containsExactly(
            "ERROR expressions.policy is read-only or unrestricted, not: unrestrictd; read-only it is");
  }

  @Test
  void itsOwnConfigurationIsStrongerThanTheSetting() {
    assertThat(compile(context("unrestricted"), Map.of("policy", "read-only"), HARMFUL))
        .isInstanceOf(Compilation.Failed.class);
  }

  @Test
  void allowsWhatIsListed() {
    assertThat(
            compile(context(null), Map.of("allow", "x.Y, java.lang.System#setProperty"), HARMFUL))
        .isInstanceOf(Compilation.Compiled.class);
  }

  private Compilation compile(
      BundleContext context, Map<String, Object> configuration, String expression) {
    return new GroovyLanguageComponent(context, configuration, log)
        .compile(
            new ExpressionRequest(
                expression,
                ExpressionRole.VALUE,
                GroovyLanguageComponentTest.class,
                List.of(),
                type -> MethodHandles.privateLookupIn(type, MethodHandles.lookup())));
  }

  /** A framework whose only setting is the policy. */
  private static BundleContext context(@Nullable String policy) {
    return (BundleContext)
        Proxy.newProxyInstance(
            BundleContext.class.getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) ->
                method.getName().equals("getProperty")
                        && arguments[0].equals("leadline.expressions.policy")
                    ? policy
                    : null);
  }
}
