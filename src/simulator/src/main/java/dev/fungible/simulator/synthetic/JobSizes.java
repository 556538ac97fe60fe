package dev.fungible.simulator.synthetic;

/**
 * GPUs a job: mostly one, with a heavy tail of powers of two.
 *
 * @param mean over all jobs, where no cluster caps it
 * @param single share of jobs on one GPU; at least half keeps the median at 1
 * @param largest the largest job that anybody submits
 * @param clusterShare jobs above this share of the cluster's GPUs are not drawn at all
 * @param odd share of jobs that are no power of two; above a node they still fill whole nodes
 */
public record JobSizes(double mean, double single, int largest, double clusterShare, double odd) {

  public JobSizes {
    Setting.within("mean", mean, 1, 1e6);
    Setting.within("single", single, 0, 1);
    Setting.within("largest", largest, 1, 1e6);
    Setting.within("clusterShare", clusterShare, 0, 1);
    Setting.within("odd", odd, 0, 1);
  }

  /** As measured in clusters that develop large language models: mean 26.8 GPUs, median 1. */
  public static JobSizes llmEra() {
    return new JobSizes(26.8, 0.55, 2048, 0.25, 0.1);
  }
}
