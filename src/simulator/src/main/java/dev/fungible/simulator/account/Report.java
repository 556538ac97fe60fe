package dev.fungible.simulator.account;

import dev.fungible.simulator.replay.Gain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account, and what moving nodes was worth.
 *
 * @param account as measured
 * @param gain as replayed; null where that was not possible or not asked for
 * @param notes what a reader must know
 */
public record Report(Account account, @Nullable Gain gain, List<String> notes) {

  public Report {
    notes = List.copyOf(notes);
  }
}
