/**
 * The agent's entry. {@link dev.leadline.agent.LeadlineAgent} is the one class of Leadline on the
 * system class loader; all else is in the packages below this one, which only the isolated loader
 * reads.
 */
@NullMarked
package dev.leadline.agent;

import org.jspecify.annotations.NullMarked;
