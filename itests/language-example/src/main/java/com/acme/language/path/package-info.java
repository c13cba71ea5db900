/**
 * A language whose expressions are paths of fields. Entry: {@link
 * com.acme.language.path.PathLanguage}. Any thread.
 */
@NullMarked
package com.acme.language.path;

import org.jspecify.annotations.NullMarked;
