package dev.leadline.itests.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.streamBundle;

import dev.leadline.sdk.metric.MetricProvider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * The bundles of the distribution resolve and start, and a provider comes and goes with its own.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {

  private static final String PROVIDER = "com.acme.provider.fixed";

  @Configuration
  public Option[] configuration() {
    return options(
        ContainerOptions.distribution(),
        streamBundle(
            ContainerOptions.bundleOf(
                Map.of(
                    "Bundle-SymbolicName",
                    PROVIDER,
                    "Bundle-Activator",
                    FixedProvider.class.getName(),
                    "Import-Package",
                    "org.osgi.framework,dev.leadline.sdk.metric;version=\"[1.0,2)\""),
                FixedProvider.class)));
  }

  @Test
  public void startsEveryBundle() {
    for (String name :
        List.of(
            "dev.leadline.sdk",
            "dev.leadline.core",
            "dev.leadline.expression.groovy",
            "dev.leadline.source.directory",
            "dev.leadline.provider.prometheus",
            "org.apache.felix.scr",
            "org.apache.felix.configadmin")) {
      assertEquals(name, Bundle.ACTIVE, bundleOf(name).getState());
    }
  }

  @Test
  public void hasAProviderForAsLongAsItsBundleRuns() throws BundleException {
    Bundle provider = bundleOf(PROVIDER);
    assertEquals("fixed", nameOf(find()));
    provider.stop();
    assertNull(find());
    provider.start();
    assertEquals("fixed", nameOf(find()));
  }

  @Test
  public void wiresAThirdPartyToTheOneSdk() {
    ServiceReference<MetricProvider> reference = find();
    assertNotNull(reference);
    assertTrue(reference.isAssignableTo(context().getBundle(), MetricProvider.class.getName()));
    assertEquals(bundleOf("dev.leadline.sdk"), FrameworkUtil.getBundle(MetricProvider.class));
  }

  /** Of this class as it is in the container; Pax Exam makes one outside too, to configure it. */
  private static BundleContext context() {
    return FrameworkUtil.getBundle(BundlesIT.class).getBundleContext();
  }

  private ServiceReference<MetricProvider> find() {
    try {
      return context().getServiceReferences(MetricProvider.class, null).stream()
          .filter(reference -> reference.getBundle().getSymbolicName().equals(PROVIDER))
          .findFirst()
          .orElse(null);
    } catch (org.osgi.framework.InvalidSyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private String nameOf(ServiceReference<MetricProvider> reference) {
    assertNotNull("the provider's service", reference);
    return context().getService(reference).name();
  }

  private Bundle bundleOf(String symbolicName) {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no bundle " + symbolicName));
  }
}
