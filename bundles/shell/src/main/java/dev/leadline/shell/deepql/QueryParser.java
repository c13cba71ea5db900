package dev.leadline.shell.deepql;

import dev.leadline.sdk.problem.Problem;
import dev.leadline.shell.deepql.Query.Option;
import dev.leadline.shell.deepql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads queries: {@code command { key op value, .. }}. Never throws, and takes a time proportional
 * to the text.
 */
final class QueryParser {

  static final int LONGEST = 65_536;

  private final List<Token> tokens;
  private int at;

  private QueryParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** What came of parsing. */
  sealed interface Parsing {
    record Parsed(Query query) implements Parsing {}

    record Failed(Problem problem) implements Parsing {}
  }

  static Parsing parse(String text) {
    if (text.length() > LONGEST) {
      return new Parsing.Failed(
          Query.problem(
              "", "DQ-001", 0, "the query is longer than " + LONGEST + " characters", ""));
    }
    try {
      return new Parsing.Parsed(new QueryParser(QueryScanner.scan(text)).query(text));
    } catch (QueryException failure) {
      return new Parsing.Failed(
          Query.problem(
              text,
              failure.code(),
              failure.index(),
              String.valueOf(failure.getMessage()),
              failure.hint()));
    }
  }

  private Query query(String text) throws QueryException {
    Token command =
        expect(Kind.WORD, "a command", "write metric{ .. }, list{ .. } or delete{ .. }");
    expect(Kind.OPEN, "a {", "a command is followed by its options in braces");
    List<Option> options = new ArrayList<>();
    while (peek().kind() != Kind.CLOSE) {
      options.add(option());
      if (peek().kind() == Kind.COMMA) {
        at++;
      }
    }
    at++;
    if (peek().kind() != Kind.END) {
      throw new QueryException(
          "DQ-002", peek().start(), "the query goes on after its }", "ask one thing at a time");
    }
    return new Query(text, command, options);
  }

  private Option option() throws QueryException {
    Token key = expect(Kind.WORD, "a key or }", "such as file=\"com/acme/Shop.java\"");
    Token operator = expect(Kind.OPERATOR, "an operator behind " + key.text(), "such as =");
    Token value = tokens.get(at);
    boolean isValue =
        switch (value.kind()) {
          case TEXT, NUMBER, DURATION -> true;
          case WORD -> value.text().matches("true|false|now");
          case OPERATOR, OPEN, CLOSE, COMMA, END -> false;
        };
    if (!isValue) {
      throw new QueryException(
          "DQ-002",
          value.start(),
          "a value is expected behind " + key.text() + operator.text() + shown(value),
          value.kind() == Kind.WORD || value.kind() == Kind.OPEN
              ? "texts stand in quotes"
              : "write a text in quotes, a number, a length of time, true, false or now");
    }
    at++;
    return new Option(key, Operator.of(operator.text()).orElseThrow(), value);
  }

  private static String shown(Token token) {
    return token.kind() == Kind.END ? ", and the query ends" : ", and not " + token.text();
  }

  private Token expect(Kind kind, String what, String hint) throws QueryException {
    Token next = peek();
    if (next.kind() != kind) {
      throw new QueryException("DQ-002", next.start(), what + " is expected" + shown(next), hint);
    }
    at++;
    return next;
  }

  private Token peek() {
    return tokens.get(at);
  }
}
