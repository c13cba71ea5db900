package dev.leadline.plugin.directory;

import dev.leadline.sdk.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * Says in an operator's words why a bundle does not resolve: which of its requirements nobody
 * meets, and what there is instead. The resolver's own message is the last resort.
 */
final class UnresolvedBundle {

  private static final String SDK = "dev.leadline.sdk";
  private static final Pattern PACKAGE =
      Pattern.compile("\\(" + Pattern.quote(PackageNamespace.PACKAGE_NAMESPACE) + "=([^)]+)\\)");
  private static final Pattern JAVA =
      Pattern.compile("\\(osgi\\.ee=JavaSE\\)\\(version=([0-9.]+)\\)");
  private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

  private final FrameworkWiring wiring;

  UnresolvedBundle(BundleContext context) {
    this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
  }

  /**
   * Why it does not resolve.
   *
   * @param file its file, for people
   * @param otherwise what the resolver said
   */
  Problem explain(String file, Bundle bundle, String otherwise) {
    List<BundleRequirement> missing = missing(bundle);
    for (BundleRequirement requirement : missing) {
      Optional<String> name = packageName(requirement);
      if (name.filter(UnresolvedBundle::isSdk).isPresent()) {
        return otherApi(file, name.get(), requirement);
      }
      Matcher java = JAVA.matcher(filter(requirement));
      if (requirement
              .getNamespace()
              .equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)
          && java.find()) {
        return Problem.error(
            "PL-004",
            file
                + " is made for Java "
                + java.group(1)
                + ", and this JVM is "
                + Runtime.version().feature(),
            "take a build of it for this Java");
      }
    }
    if (missing.isEmpty()) {
      return Problem.error(
          "PL-003", file + " does not resolve: " + otherwise, "see what it shares with others");
    }
    return Problem.error(
        "PL-003",
        file + " lacks " + missing.stream().map(this::describe).collect(Collectors.joining("; ")),
        "put a bundle that has it beside the plugin, or the library inside it; it then starts by"
            + " itself");
  }

  private Problem otherApi(String file, String name, BundleRequirement requirement) {
    List<String> present = present(name);
    return Problem.error(
        "PL-004",
        file
            + " is made for "
            + name
            + " "
            + range(requirement)
            + ", and this Leadline has "
            + (present.isEmpty() ? "none" : String.join(", ", present)),
        "take the version of the plugin that goes with this Leadline, or the other way round");
  }

  private static boolean isSdk(String packageName) {
    return packageName.equals(SDK) || packageName.startsWith(SDK + ".");
  }

  private List<BundleRequirement> missing(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    List<BundleRequirement> missing = new ArrayList<>();
    if (revision == null) {
      return missing;
    }
    for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
      Map<String, String> directives = requirement.getDirectives();
      boolean isOptional =
          Namespace.RESOLUTION_OPTIONAL.equals(
                  directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
              || "dynamic".equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE));
      String effective =
          directives.getOrDefault(
              Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE);
      if (!isOptional
          && effective.equals(Namespace.EFFECTIVE_RESOLVE)
          && wiring.findProviders(requirement).isEmpty()) {
        missing.add(requirement);
      }
    }
    return missing;
  }

  private String describe(BundleRequirement requirement) {
    Optional<String> name = packageName(requirement);
    if (name.isEmpty()) {
      return requirement.getNamespace() + " " + filter(requirement);
    }
    List<String> present = present(name.get());
    return "the package "
        + name.get()
        + " "
        + range(requirement)
        + (present.isEmpty() ? "" : " (there is " + String.join(", ", present) + ")");
  }

  /** {@code 1.0.0 of com.acme.lib}, for every bundle that has the package. */
  private List<String> present(String packageName) {
    Collection<BundleCapability> found = wiring.findProviders(new AnyVersion(packageName));
    return found.stream()
        .map(
            capability ->
                capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)
                    + " of "
                    + capability.getRevision().getSymbolicName())
        .distinct()
        .toList();
  }

  private static Optional<String> packageName(Requirement requirement) {
    Matcher matcher = PACKAGE.matcher(filter(requirement));
    return requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE) && matcher.find()
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /** {@code [1.0.0,2.0.0)}, {@code 1.0.0}, or nothing when any version will do. */
  private static String range(Requirement requirement) {
    Matcher atLeast = AT_LEAST.matcher(filter(requirement));
    if (!atLeast.find()) {
      return "(any version)";
    }
    Matcher below = BELOW.matcher(filter(requirement));
    return below.find()
        ? "[" + atLeast.group(1) + "," + below.group(1) + ")"
        : atLeast.group(1) + " or later";
  }

  private static String filter(Requirement requirement) {
    return requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
  }

  /** Asks who has a package at all. */
  private record AnyVersion(String packageName) implements Requirement {
    @Override
    public String getNamespace() {
      return PackageNamespace.PACKAGE_NAMESPACE;
    }

    @Override
    public Map<String, String> getDirectives() {
      return Map.of(
          Namespace.REQUIREMENT_FILTER_DIRECTIVE,
          "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + packageName + ")");
    }

    @Override
    public Map<String, Object> getAttributes() {
      return Map.of();
    }

    @Override
    @SuppressWarnings("NullAway") // the interface allows null for a requirement of nobody's
    public Resource getResource() {
      return null;
    }
  }
}
