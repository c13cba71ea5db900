package dev.leadline.core.installation;

import dev.leadline.core.installation.ClassRewriter.Rewriting;

/** A class that is loaded, and has the call sites of this rewriting. */
record Rewritten(Class<?> type, Rewriting rewriting) {}
