package dev.fungible.simulator.oracle;

/** What the oracle found: the optimum, or that nothing can meet the demand. */
public sealed interface OracleOutcome permits OracleSolution, OracleInfeasible {}
