package dev.leadline.sdk.metric;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An adapter class of a provider's bundle that is to be loaded against an application's copy of a
 * vendor library.
 *
 * @param contract what the adapter is called through; from the provider's bundle, names no vendor
 *     type
 * @param implementation name of the adapter class: in a package of its own in the same bundle,
 *     public, with a public no-argument constructor. All classes of that package that it uses are
 *     loaded anew beside it.
 * @param anchor name of the vendor class whose presence means that the application has the library,
 *     and whose defining loader gives all vendor types
 * @param vendorPackages prefixes of the vendor's packages, such as {@code io.prometheus.client}; a
 *     prefix covers the packages below it
 */
public record AdapterDescriptor<T>(
    Class<T> contract, String implementation, String anchor, List<String> vendorPackages) {
  public AdapterDescriptor {
    requireNonNull(contract, "contract");
    requireNonNull(implementation, "implementation");
    requireNonNull(anchor, "anchor");
    vendorPackages = List.copyOf(vendorPackages);
    if (!contract.isInterface()) {
      throw new IllegalArgumentException("the contract is an interface: " + contract.getName());
    }
    if (implementation.lastIndexOf('.') <= 0
        || implementation
            .substring(0, implementation.lastIndexOf('.'))
            .equals(contract.getPackageName())) {
      throw new IllegalArgumentException(
          "the adapter is in a package of its own: " + implementation);
    }
  }
}
