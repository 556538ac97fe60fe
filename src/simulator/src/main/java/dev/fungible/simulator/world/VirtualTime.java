package dev.fungible.simulator.world;

import java.util.PriorityQueue;
import java.util.function.LongConsumer;

/**
 * Virtual time in whole seconds: it jumps from event to event. Events of the same second happen in
 * the order of their urgency, then in the order in which they were planned.
 */
final class VirtualTime {

  /** What happens first within a second. */
  enum Urgency {
    /** Jobs finish, nodes become empty or ready. */
    PROGRESS,
    /** Jobs are submitted. */
    ARRIVAL,
    /** Serving demand changes. */
    DEMAND,
    /** Nodes fail or are repaired. */
    FAILURE,
    /** Nodes are assigned for free, once. */
    START,
    /** Shifts go on whose nodes have become empty or ready. */
    SHIFT,
    /** Waiting jobs start, once all GPUs that this second frees are free. */
    DISPATCH,
    /** The engine decides. */
    DECISION
  }

  private record Event(long second, Urgency urgency, long sequence, Runnable action)
      implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      if (second != other.second) {
        return Long.compare(second, other.second);
      }
      return urgency == other.urgency
          ? Long.compare(sequence, other.sequence)
          : urgency.compareTo(other.urgency);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long planned;

  /** Seconds since the start. */
  long now() {
    return now;
  }

  /** Plans an event at or after now. */
  void at(long second, Urgency urgency, Runnable action) {
    if (second < now) {
      throw new IllegalArgumentException("Second " + second + " has passed; it is " + now);
    }
    events.add(new Event(second, urgency, planned++, action));
  }

  /**
   * Runs all events before the horizon, then stops at it.
   *
   * @param elapse told of every step of time before it is taken, with its end
   */
  void runUntil(long horizon, LongConsumer elapse) {
    while (!events.isEmpty() && events.element().second < horizon) {
      Event event = events.remove();
      if (event.second > now) {
        elapse.accept(event.second);
        now = event.second;
      }
      event.action.run();
    }
    elapse.accept(horizon);
    now = horizon;
  }
}
