package dev.fungible.operator.kube;

import java.io.FilterInputStream;
import java.io.InputStream;
import okhttp3.Call;

/** An answer that may be given up by another thread than the one that reads it. */
final class LongAnswer extends FilterInputStream {

  private final Call call;

  LongAnswer(Call call, InputStream answer) {
    super(answer);
    this.call = call;
  }

  /** Whoever reads it fails at once. */
  void giveUp() {
    call.cancel();
  }
}
