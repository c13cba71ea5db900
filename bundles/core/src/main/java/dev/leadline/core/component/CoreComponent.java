package dev.leadline.core.component;

import dev.leadline.core.probe.Clock;
import dev.leadline.sdk.code.CodeCheck;
import dev.leadline.sdk.code.CodeInspector;
import dev.leadline.sdk.code.CodeListing;
import dev.leadline.sdk.code.Evaluation;
import dev.leadline.sdk.code.InspectedExpression;
import dev.leadline.sdk.code.SourceFile;
import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.sdk.health.HealthCheck;
import dev.leadline.sdk.inventory.Inventory;
import dev.leadline.sdk.inventory.LanguageStatus;
import dev.leadline.sdk.inventory.MetricStatus;
import dev.leadline.sdk.inventory.ProviderStatus;
import dev.leadline.sdk.metric.MetricProvider;
import dev.leadline.sdk.problem.Problem;
import dev.leadline.sdk.tracepoint.Declaration;
import dev.leadline.sdk.tracepoint.Location;
import dev.leadline.sdk.tracepoint.TracepointRegistry;
import dev.leadline.sdk.tracepoint.TracepointStatus;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The core as an OSGi component: takes providers and languages as they come and go, offers the
 * registry and the inventory.
 */
@Component(
    immediate = true,
    service = {TracepointRegistry.class, Inventory.class, CodeInspector.class, HealthCheck.class})
public final class CoreComponent
    implements TracepointRegistry, Inventory, CodeInspector, HealthCheck {

  private final Core core;

  @Activate
  public CoreComponent(
      BundleContext context,
      @Reference Instrumentation instrumentation,
      @Reference System.Logger log) {
    this.core =
        new Core(
            instrumentation,
            CoreSettings.read(context::getProperty, BundleContext.class.getClassLoader(), log),
            Clock.SYSTEM,
            CoreComponent::bundleOf,
            log);
  }

  /** {@code dev.leadline.provider.prometheus 0.1.0}; the class of what is from no bundle. */
  private static String bundleOf(Object service) {
    Bundle bundle = FrameworkUtil.getBundle(service.getClass());
    return bundle == null
        ? service.getClass().getName()
        : bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  @Deactivate
  void deactivate() {
    core.close();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addProvider(MetricProvider provider) {
    core.add(provider);
  }

  void removeProvider(MetricProvider provider) {
    core.remove(provider);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void addLanguage(ExpressionLanguage language) {
    core.add(language);
  }

  void removeLanguage(ExpressionLanguage language) {
    core.remove(language);
  }

  @Override
  public List<Problem> declare(String origin, List<Declaration> declarations) {
    List<Problem> problems = core.registry().declare(origin, declarations);
    core.waitIfAsked();
    return problems;
  }

  @Override
  public void withdraw(String origin) {
    core.registry().withdraw(origin);
  }

  @Override
  public List<TracepointStatus> statuses() {
    return core.registry().statuses();
  }

  @Override
  public Optional<TracepointStatus> status(String id) {
    return core.registry().status(id);
  }

  @Override
  public String subject() {
    return "providers";
  }

  @Override
  public List<Problem> problems() {
    return core.providerProblems();
  }

  @Override
  public List<Problem> check(String origin, List<Declaration> declarations) {
    return core.registry().check(origin, declarations);
  }

  @Override
  public boolean remove(String id) {
    return core.registry().remove(id);
  }

  @Override
  public boolean setEnabled(String id, boolean enabled) {
    return core.registry().setEnabled(id, enabled);
  }

  @Override
  public boolean await(Duration most) throws InterruptedException {
    return core.registry().await(most);
  }

  @Override
  public List<ProviderStatus> providers() {
    return core.inventory().providers();
  }

  @Override
  public List<LanguageStatus> languages() {
    return core.inventory().languages();
  }

  @Override
  public List<MetricStatus> metrics() {
    return core.inventory().metrics();
  }

  @Override
  public List<SourceFile> find(String pattern, int most) {
    return core.inspector().find(pattern, most);
  }

  @Override
  public CodeListing lines(String path, int from, int to) {
    return core.inspector().lines(path, from, to);
  }

  @Override
  public CodeCheck check(Location location, List<InspectedExpression> expressions)
      throws InterruptedException {
    return core.inspector().check(location, expressions);
  }

  @Override
  public Evaluation evaluate(Location location, List<InspectedExpression> expressions, int hits)
      throws InterruptedException {
    return core.inspector().evaluate(location, expressions, hits);
  }
}
