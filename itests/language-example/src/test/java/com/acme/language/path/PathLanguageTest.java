package com.acme.language.path;

import dev.leadline.sdk.expression.ExpressionLanguage;
import dev.leadline.testkit.expression.ExpressionLanguageTck;

class PathLanguageTest extends ExpressionLanguageTck {

  @Override
  protected ExpressionLanguage language() {
    return new PathLanguage();
  }

  @Override
  protected String readingVariable(String name) {
    return name;
  }

  @Override
  protected String readingField(String variable, String field) {
    return variable + "/" + field;
  }

  @Override
  protected String brokenText() {
    return "a//b";
  }
}
