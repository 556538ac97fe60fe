/** Pure decisions: bids to an allocation, an allocation to a plan, guardrails that narrow it. */
@NullMarked
package dev.fungible.scheduler.plan;

import org.jspecify.annotations.NullMarked;
