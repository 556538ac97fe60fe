package dev.fungible.e2e.process;

import dev.fungible.e2e.AuditEvent;
import dev.fungible.e2e.ControlPlane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was asked of the API server since a moment, from its audit log, by the time at which it came
 * in. Refused writes count: who sends one acts.
 *
 * @param plane whose
 * @param begun where the log ended at that moment
 */
record Deeds(ControlPlane plane, long begun) {

  private static final String LEASES = "leases";

  /** From now on. */
  static Deeds from(ControlPlane plane) {
    return new Deeds(plane, plane.audit().position());
  }

  /** Requests of users whose names begin like that. */
  Stream<AuditEvent> by(String user) {
    return plane.audit().since(begun).stream()
        .filter(event -> event.user().startsWith(user))
        .sorted(Comparator.comparing(AuditEvent::received));
  }

  /** Writes to anything but the lease. */
  List<AuditEvent> acts(String user) {
    return by(user).filter(event -> event.isWrite() && !event.resource().equals(LEASES)).toList();
  }

  /** Whether that user has written a node after that time. */
  boolean movesNodes(String user, Instant after) {
    return acts(user).stream()
        .anyMatch(act -> act.resource().equals("nodes") && act.received().isAfter(after));
  }

  /**
   * Who acted, one after the other. Events do not count: one that was on its way when its writer
   * froze comes late, and tells of what had been.
   */
  List<String> turns() {
    List<String> turns = new ArrayList<>();
    for (AuditEvent act : acts("operator-")) {
      if (act.resource().equals("events")) {
        continue;
      }
      if (turns.isEmpty() || !turns.getLast().equals(act.user())) {
        turns.add(act.user());
      }
    }
    return turns;
  }

  /** When that user wrote the lease. */
  List<Instant> leaseWrites(String user) {
    return by(user)
        .filter(event -> event.isWrite() && event.succeeded() && event.resource().equals(LEASES))
        .map(AuditEvent::received)
        .toList();
  }

  /** All that the user has written or tried to, as resource and name. */
  SortedSet<String> written(String user) {
    SortedSet<String> written = new TreeSet<>();
    by(user)
        .filter(AuditEvent::isWrite)
        .forEach(event -> written.add(event.resource() + "/" + nameOf(event)));
    return written;
  }

  /** A new object's name is in what was sent; Events have names of their own. */
  private static String nameOf(AuditEvent event) {
    if (event.resource().equals("events")) {
      return "*";
    }
    String sent = event.request().path("metadata").path("name").asText();
    return event.name().isEmpty() ? sent : event.name();
  }
}
