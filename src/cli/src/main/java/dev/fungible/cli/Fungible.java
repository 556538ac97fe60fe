package dev.fungible.cli;

/** Entry point of the {@code fungible} command. */
public final class Fungible {
  private Fungible() {}

  /** Prints the version. */
  public static void main(String[] arguments) {
    String version = Fungible.class.getPackage().getImplementationVersion();
    System.out.println("fungible " + (version == null ? "development" : version));
  }
}
