package dev.fungible.snapshot;

import dev.fungible.scheduler.plan.Allocation;
import dev.fungible.scheduler.plan.Grant;
import dev.fungible.scheduler.plan.Move;
import dev.fungible.scheduler.spi.Bid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which bids stand behind a move. */
final class Causes {

  private final Allocation allocation;

  Causes(Allocation allocation) {
    this.allocation = allocation;
  }

  /** The policies behind the grant that the move serves, the one that counted first. */
  List<String> policies(Move move) {
    return grant(move).map(Causes::policies).orElse(List.of());
  }

  /** How long the bid that counted expects to use the node. */
  Duration dwell(Move move) {
    return grant(move).flatMap(Grant::leadingBid).map(Bid::dwell).orElse(Duration.ZERO);
  }

  static List<String> policies(Grant grant) {
    return grant.bids().stream().map(Bid::policy).distinct().toList();
  }

  /** A class may have several grants at one tier; a move has the reason of its own. */
  private Optional<Grant> grant(Move move) {
    List<Grant> fitting =
        allocation.grants().stream()
            .filter(grant -> grant.pool().equals(move.pool()))
            .filter(grant -> grant.workloadClass().equals(move.to()))
            .filter(grant -> grant.tier() == move.tier())
            .toList();
    return fitting.stream()
        .filter(
            grant -> grant.leadingBid().map(Bid::reason).filter(move.reason()::equals).isPresent())
        .findFirst()
        .or(() -> fitting.stream().findFirst());
  }
}
