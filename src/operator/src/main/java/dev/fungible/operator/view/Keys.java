package dev.fungible.operator.view;

/** Names of the labels, taints and annotations by which the cluster and the engine talk. */
public final class Keys {

  /** Begins every key of this project. */
  public static final String PREFIX = "fungible.dev/";

  /** Label and taint of a node, label of a pod: its workload class. */
  public static final String CLASS = PREFIX + "class";

  /** Taint of a node while a shift holds it. */
  public static final String SHIFTING = PREFIX + "shifting";

  /** Annotation of a node: the record of the shift under way. */
  public static final String SHIFT = PREFIX + "shift";

  /** Annotation of a node: its latest finished shifts. */
  public static final String SHIFT_HISTORY = PREFIX + "shift-history";

  /** Annotation of a node: when it was assigned to its class. */
  public static final String ASSIGNED_AT = PREFIX + "assigned-at";

  /** Annotation of a node: the class that it was borrowed from. */
  public static final String LENDER = PREFIX + "lender";

  /** Annotation of a node: jobs that gave up pods on it and still want them, for its shift. */
  public static final String SHRINKING = PREFIX + "shrinking";

  /** Annotation of a job: its parallelism before it was first shrunk. */
  public static final String ORIGINAL_PARALLELISM = PREFIX + "original-parallelism";

  /** Annotation of a job: the latest shifts that it was shrunk for, their ids between commas. */
  public static final String SHRUNK_FOR = PREFIX + "shrunk-for";

  /** Label of a pod: the gang that it belongs to, whatever else says. */
  public static final String GANG = PREFIX + "gang";

  /** Annotation of a pod: until when its gang is asked to save its work; written here. */
  public static final String CHECKPOINT_REQUESTED = PREFIX + "checkpoint-requested";

  /** Annotation of a pod: when its gang last saved its work; written by the workload. */
  public static final String LAST_CHECKPOINT = PREFIX + "last-checkpoint";

  /** Annotation of a pod: its gang saves its work when it is asked to. */
  public static final String CHECKPOINTS_ON_REQUEST = PREFIX + "checkpoints-on-request";

  /** Annotation of a pod: what its gang pays before it goes on after a stop, as a duration. */
  public static final String RESTART_COST = PREFIX + "restart-cost";

  /** Annotation of a pod: the number of nodes that its gang can shrink to. */
  public static final String MIN_NODES = PREFIX + "min-nodes";

  /** Annotation of a pod: its gang asks never to be stopped. */
  public static final String DO_NOT_DISRUPT = PREFIX + "do-not-disrupt";

  private Keys() {}
}
