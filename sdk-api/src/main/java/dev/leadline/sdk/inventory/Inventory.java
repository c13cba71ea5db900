package dev.leadline.sdk.inventory;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The providers, languages and metrics that are present. An OSGi service; for shells. */
@ProviderType
public interface Inventory {

  /** Every provider that is present, used or not, in the order in which they came. */
  List<ProviderStatus> providers();

  /** Every language that is present, used or not, in the order in which they came. */
  List<LanguageStatus> languages();

  /**
   * Every metric that is open, with its series as the providers can read them back; sorted by name.
   * Reading may take as long as the providers' own reading does.
   */
  List<MetricStatus> metrics();
}
