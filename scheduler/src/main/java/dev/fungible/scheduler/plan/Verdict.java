package dev.fungible.scheduler.plan;

/** What a guardrail says of a candidate. */
public sealed interface Verdict {

  /** Nothing stands against it. */
  record Allowed() implements Verdict {}

  /**
   * It must not happen now.
   *
   * @param guardrail name of the guardrail
   * @param reason why, for people
   */
  record Rejected(String guardrail, String reason) implements Verdict {}

  Verdict ALLOWED = new Allowed();
}
