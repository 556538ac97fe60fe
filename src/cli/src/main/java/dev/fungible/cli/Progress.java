package dev.fungible.cli;

import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where that is a terminal, else nothing. */
final class Progress implements AutoCloseable {

  private static final int STEPS = 1000;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /** Starts at 0. */
  static Progress of(String task) {
    if (!Terminal.isInteractive()) {
      return new Progress(Optional.empty());
    }
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build()));
  }

  /** Moves on, from 0 to 1. */
  void reached(double share) {
    bar.ifPresent(shown -> shown.stepTo(Math.round(share * STEPS)));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
