package dev.fungible.simulator.report;

import dev.fungible.simulator.result.MoveRecord;

/**
 * A move and who made it.
 *
 * @param policy name of the policy or baseline
 * @param move what happened, and why
 */
public record PolicyMove(String policy, MoveRecord move) {}
