package dev.fungible.operator.report;

import java.time.Instant;

/**
 * Something to tell in an Event.
 *
 * @param about the object that it is about
 * @param severity whether a person should look
 * @param reason one word in upper camel case
 * @param action what was done, one word in upper camel case
 * @param message for people
 * @param occasion tells it from other notices of the same reason about the same object, also after
 *     a restart: two of the same occasion are one Event
 * @param at when it happened
 */
public record Notice(
    ObjectReference about,
    Severity severity,
    String reason,
    String action,
    String message,
    String occasion,
    Instant at) {

  /** Whether a person should look. */
  public enum Severity {
    /** All is well. */
    NORMAL,
    /** Something is to be done or to be known. */
    WARNING
  }
}
