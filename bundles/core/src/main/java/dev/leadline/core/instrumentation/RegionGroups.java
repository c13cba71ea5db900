package dev.leadline.core.instrumentation;

import dev.leadline.core.instrumentation.flow.CodeBlock;
import dev.leadline.core.instrumentation.flow.CodeBlocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The regions that an exception leaves together when nothing catches it. */
final class RegionGroups {

  private final MethodPlan plan;
  private final Map<CodeBlock, List<Region>> regions = new HashMap<>();

  RegionGroups(MethodPlan plan) {
    this.plan = plan;
  }

  /** Those around an instruction; null when there are none, or it returns. */
  @Nullable List<Region> of(int instruction) {
    if (plan.regions().isEmpty() || CodeBlocks.isReturn(plan.code().instruction(instruction))) {
      return null;
    }
    List<Region> around = around(plan.blocks().blockAt(instruction));
    return around.isEmpty() ? null : around;
  }

  /** Those around a block, in the order of the plan. */
  List<Region> around(CodeBlock block) {
    return regions.computeIfAbsent(
        block, at -> plan.regions().stream().filter(region -> region.contains(at)).toList());
  }
}
