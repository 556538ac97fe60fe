package dev.fungible.dashboards;

/** What a panel's numbers are. */
public enum Unit {
  GPUS("suffix: GPUs"),
  GPU_HOURS("suffix: GPU-h"),
  NODES("suffix: nodes"),
  SHIFTS("suffix: shifts"),
  /** 0 to 1, shown in percent. */
  SHARE("percentunit"),
  SECONDS("s"),
  BYTES("bytes"),
  PER_SECOND("cps"),
  /** How many times one number is another. */
  TIMES("suffix: ×"),
  /** Plain numbers, of things that the title names. */
  COUNT("short"),
  /** 1 for yes, 0 for no. */
  YES_OR_NO("bool_yes_no");

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  /** As Grafana names it. */
  public String id() {
    return id;
  }
}
