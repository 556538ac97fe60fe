package dev.fungible.simulator.trace;

import java.time.LocalDateTime;
import java.util.List;

/**
 * Requests to a language model, counted in uniform windows.
 *
 * @param start the first request, where the windows begin
 * @param count requests in the log
 * @param requests requests/s
 * @param contextTokens tokens/s that were read
 * @param generatedTokens tokens/s that were written
 * @param notes what reading passed over or supposed, for a person
 */
public record RequestLog(
    LocalDateTime start,
    long count,
    RateSeries requests,
    RateSeries contextTokens,
    RateSeries generatedTokens,
    List<String> notes) {

  public RequestLog {
    notes = List.copyOf(notes);
  }

  /** Context and generated tokens together, in tokens/s. */
  public RateSeries tokens() {
    double[] sum = new double[contextTokens.steps()];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = contextTokens.rate(i) + generatedTokens.rate(i);
    }
    StepFunction rates = new StepFunction(contextTokens.step(), sum);
    return new RateSeries(contextTokens.unit(), rates, List.of(), notes);
  }
}
