package dev.leadline.provider.prometheus;

/** The contract, in an application whose simpleclient is years old. */
class OldApplicationRegistryTest extends ApplicationRegistryTck {

  OldApplicationRegistryTest() {
    super(SimpleclientApplication.OLD);
  }

  @Override
  public boolean exportsHelpAndUnit() {
    return false;
  }
}
