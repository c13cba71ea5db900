package dev.leadline.shell.service;

import dev.leadline.shell.argument.Arguments;
import picocli.CommandLine.Option;

/** What commands take that only list. */
public final class ListingArguments extends Arguments {
  @Option(names = "--json", description = "for machines")
  boolean json;
}
