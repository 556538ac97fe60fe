package dev.fungible.simulator.account;

import java.util.OptionalDouble;

/**
 * What became of the shifts between two classes, and what they cost.
 *
 * @param started shifts that began
 * @param finished whose node reached the receiver
 * @param rolledBack whose node stayed
 * @param failed that a person must look at
 * @param reversed that undid the node's last one soon after
 * @param preempting that stopped gangs at a loss; empty where the operator does not count these
 * @param lost GPU-hours of work that they undid
 * @param meanSeconds from start to end, of those that finished; empty where none is known
 */
public record Moves(
    double started,
    double finished,
    double rolledBack,
    double failed,
    double reversed,
    OptionalDouble preempting,
    double lost,
    OptionalDouble meanSeconds) {}
