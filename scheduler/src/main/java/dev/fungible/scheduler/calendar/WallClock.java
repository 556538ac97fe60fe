package dev.fungible.scheduler.calendar;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The clock on the wall of a zone, read so that a later time never comes earlier: a time that is
 * skipped when clocks go forward comes with the change, and one that comes twice when they go back
 * counts when it comes first.
 *
 * @param zone whose clock it is
 */
record WallClock(ZoneId zone) {

  /** When the clock shows that time, or has just skipped it. */
  Instant instantOf(LocalDateTime time) {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change == null) {
      return time.toInstant(rules.getOffset(time));
    }
    return change.isGap() ? change.getInstant() : time.toInstant(change.getOffsetBefore());
  }

  /** The last time that has come by that instant, as {@link #instantOf} tells it. */
  LocalDateTime timeAt(Instant instant) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(instant);
    LocalDateTime shown = LocalDateTime.ofInstant(instant, offset);
    ZoneOffsetTransition change = rules.getTransition(shown);
    boolean again = change != null && change.isOverlap() && offset.equals(change.getOffsetAfter());
    return again ? change.getDateTimeBefore().minusNanos(1) : shown;
  }
}
