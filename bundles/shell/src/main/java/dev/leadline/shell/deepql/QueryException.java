package dev.leadline.shell.deepql;

/** The text is no query. Stays inside this package. */
final class QueryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final int index;
  private final String hint;

  /**
   * @param index of the character that it is about
   */
  QueryException(String code, int index, String message, String hint) {
    super(message);
    this.code = code;
    this.index = index;
    this.hint = hint;
  }

  String code() {
    return code;
  }

  int index() {
    return index;
  }

  String hint() {
    return hint;
  }
}
