package dev.leadline.sdk.inventory;

/** How a provider or language is. */
public enum ServiceState {
  /** In use. */
  ACTIVE,
  /** Given up after repeated failures. */
  DISABLED,
  /** Present but not used, such as a second one of the same name. */
  IGNORED
}
