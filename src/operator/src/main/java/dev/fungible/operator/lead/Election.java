package dev.fungible.operator.lead;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single tries to take, renew and release a lease. One rule: a lease that is not ours is free when
 * nobody has changed it for as long as it says itself, counted by our own clock from when we first
 * saw it so; whether it names a holder does not matter. Not for concurrent use.
 */
final class Election {

  private final LeaseStore store;
  private final String identity;
  private final LeaseSettings settings;
  private final Clocks clocks;
  private @Nullable Lease seen;
  private long seenAt;

  /**
   * An election for a lease.
   *
   * @param identity names this process and no other, not even an earlier one in the same pod
   */
  Election(LeaseStore store, String identity, LeaseSettings settings, Clocks clocks) {
    this.store = store;
    this.identity = identity;
    this.settings = settings;
    this.clocks = clocks;
  }

  /**
   * Takes the lease if it is free.
   *
   * @return whether it is ours now
   * @throws dev.fungible.operator.kube.ApiFailure if that is not known
   */
  boolean take() {
    Optional<Lease> found = store.read();
    if (found.isEmpty()) {
      // Somebody may lead whose lease was deleted: seeing this one, they stop before it is free.
      see(store.create(store.unheld(settings.leaseSeconds()).object()));
      return false;
    }
    Lease lease = found.get();
    if (seen == null || !lease.isUnchangedSince(seen)) {
      see(lease);
    }
    // Ours already: an earlier try took effect though its answer was lost.
    if (lease.holder().equals(identity) || !untilFree().isPositive()) {
      hold(lease);
      return true;
    }
    return false;
  }

  /**
   * Renews the lease.
   *
   * @param leads whether nobody else can have led since the last renewal
   * @return whether it is still ours; if not, it never is again
   * @throws dev.fungible.operator.kube.ApiFailure if that is not known
   */
  boolean renew(boolean leads) {
    Optional<Lease> found = store.read();
    if (found.isEmpty() && !leads) {
      // It was away for long enough for another to lead and to lose the lease again.
      return false;
    }
    if (found.isEmpty()) {
      // Nobody else can have led meanwhile: whoever finds no lease waits for a whole one.
      Lease lease = store.unheld(settings.leaseSeconds());
      see(store.create(held(lease)));
      return true;
    }
    if (!found.get().holder().equals(identity)) {
      see(found.get());
      return false;
    }
    hold(found.get());
    return true;
  }

  /** Gives the lease back if it is ours, so that another need not wait for it to run out. */
  void release() {
    Optional<Lease> found = store.read().filter(lease -> lease.holder().equals(identity));
    if (found.isPresent()) {
      see(store.replace(found.get().released(clocks.wallTime().instant())));
    }
  }

  /** How long until the lease is free unless somebody changes it; a guess before it was seen. */
  Duration untilFree() {
    if (seen == null) {
      return settings.retryPeriod();
    }
    Duration unchanged = Duration.ofNanos(clocks.nanoTime().getAsLong() - seenAt);
    return seen.duration(settings.leaseDuration()).minus(unchanged);
  }

  /** Who holds the lease, as last seen; empty when nobody does. */
  String holder() {
    return seen == null ? "" : seen.holder();
  }

  private void hold(Lease lease) {
    see(store.replace(held(lease)));
  }

  private JsonNode held(Lease lease) {
    return lease.heldBy(identity, settings.leaseSeconds(), clocks.wallTime().instant());
  }

  private void see(Lease lease) {
    seen = lease;
    seenAt = clocks.nanoTime().getAsLong();
  }
}
