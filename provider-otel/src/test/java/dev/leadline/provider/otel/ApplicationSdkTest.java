package dev.leadline.provider.otel;

/** The contract, in an application with today's SDK. */
class ApplicationSdkTest extends ApplicationSdkTck {

  ApplicationSdkTest() {
    super(SdkApplication.TODAY);
  }
}
