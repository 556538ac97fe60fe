package dev.fungible.operator.act;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job that gives up pods for a shift and whose parallelism is still to fall by as many.
 *
 * @param pods how many it gives up
 */
record Debt(Jobs.Ref job, int pods) {

  /** As an annotation; null when there are none. */
  static @Nullable String write(List<Debt> debts) {
    return debts.isEmpty()
        ? null
        : debts.stream()
            .map(
                debt ->
                    "%s/%s/%s=%d"
                        .formatted(
                            debt.job.namespace(), debt.job.name(), debt.job.uid(), debt.pods))
            .collect(Collectors.joining(","));
  }

  /** What such an annotation says; what cannot be read is left out, since nothing is lost by it. */
  static List<Debt> read(String text) {
    List<Debt> debts = new ArrayList<>();
    for (String entry : text.split(",")) {
      String[] parts = entry.split("[/=]");
      if (parts.length == 4 && parts[3].matches("[1-9][0-9]{0,5}")) {
        debts.add(new Debt(new Jobs.Ref(parts[0], parts[1], parts[2]), Integer.parseInt(parts[3])));
      }
    }
    return debts;
  }
}
