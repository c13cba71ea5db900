package dev.leadline.expression.groovy.component;

import dev.leadline.expression.groovy.GroovyExpressionLanguage;
import dev.leadline.sdk.expression.Compilation;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.expression.ExpressionRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;

/**
 * Registers Groovy. Settings: {@code leadline.expressions.policy} ({@code read-only} or {@code
 * unrestricted}) and {@code leadline.expressions.allow} (types, packages and methods, separated by
 * commas); the component's own configuration has them as {@code policy} and {@code allow}.
 */
@Component(name = GroovyLanguageComponent.NAME, service = ExpressionLanguage.class)
public final class GroovyLanguageComponent implements ExpressionLanguage {

  static final String NAME = "dev.leadline.expression.groovy";

  private final GroovyExpressionLanguage language;

  @Activate
  public GroovyLanguageComponent(
      BundleContext context,
      Map<String, Object> configuration,
      @Reference(cardinality = ReferenceCardinality.OPTIONAL) System.@Nullable Logger log) {
    this.language =
        language(
            setting("policy", "read-only", configuration, context),
            setting("allow", "", configuration, context),
            log);
  }

  private static GroovyExpressionLanguage language(
      String policy, String allow, System.@Nullable Logger log) {
    List<String> allowed =
        Arrays.stream(allow.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    try {
      return GroovyExpressionLanguage.withPolicy(policy, allowed);
    } catch (IllegalArgumentException e) {
      // A slip of the pen must not open what was meant to be closed.
      if (log != null) {
        log.log(System.Logger.Level.ERROR, e.getMessage() + "; read-only it is");
      }
      return GroovyExpressionLanguage.withPolicy("read-only", allowed);
    }
  }

  private static String setting(
      String name, String otherwise, Map<String, Object> configuration, BundleContext context) {
    Object configured = configuration.get(name);
    if (configured == null) {
      configured = context.getProperty("leadline.expressions." + name);
    }
    return configured == null || configured.toString().isBlank()
        ? otherwise
        : configured.toString().strip();
  }

  @Override
  public String name() {
    return language.name();
  }

  @Override
  public Set<String> identifiers(String expression) {
    return language.identifiers(expression);
  }

  @Override
  public void prepare() {
    language.prepare();
  }

  @Override
  public Compilation compile(ExpressionRequest request) {
    return language.compile(request);
  }
}
