package dev.leadline.provider.prometheus;

/** The contract, in an application with the simpleclient of today. */
class ApplicationRegistryTest extends ApplicationRegistryTck {

  ApplicationRegistryTest() {
    super(SimpleclientApplication.TODAY);
  }
}
