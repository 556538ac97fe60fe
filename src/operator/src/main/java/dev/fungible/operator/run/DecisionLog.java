package dev.fungible.operator.run;

import dev.fungible.operator.serve.Logging;
import dev.fungible.snapshot.DecisionLines;
import dev.fungible.snapshot.DecisionRecord;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records of decisions as lines of a stream of their own: standard output, which has no others. */
final class DecisionLog implements Consumer<DecisionRecord> {

  private static final Logger LINES = LoggerFactory.getLogger(Logging.DECISIONS);

  @Override
  public void accept(DecisionRecord decision) {
    DecisionLines.write(decision).forEach(LINES::info);
  }
}
