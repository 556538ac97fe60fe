package dev.fungible.image;

import java.util.Arrays;

/** What an image is for: Linux on a kind of processor. */
enum Platform {
  AMD64("x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2"),
  ARM64("aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1");

  private final String triplet;
  private final String loader;

  Platform(String triplet, String loader) {
    this.triplet = triplet;
    this.loader = loader;
  }

  /** The one with a name like {@code amd64}. */
  static Platform named(String name) {
    return Arrays.stream(values())
        .filter(platform -> platform.architecture().equals(name))
        .findFirst()
        .orElseThrow(() -> new ImageFailed(name + ": expected amd64 or arm64"));
  }

  /** The one whose programs run here. */
  static Platform here() {
    return System.getProperty("os.arch").equals("aarch64") ? ARM64 : AMD64;
  }

  /** What OCI and Debian call it. */
  String architecture() {
    return switch (this) {
      case AMD64 -> "amd64";
      case ARM64 -> "arm64";
    };
  }

  /** The folder of its libraries. */
  String libraries() {
    return "usr/lib/" + triplet;
  }

  /** Where programs look for what loads their libraries. */
  String loader() {
    return loader;
  }

  /** Where the JDK is, in the tree of its packages. */
  String jdk() {
    return "/usr/lib/jvm/java-25-openjdk-" + architecture();
  }

  /** The program that plays its processor elsewhere. */
  String emulator() {
    return switch (this) {
      case AMD64 -> "qemu-x86_64";
      case ARM64 -> "qemu-aarch64";
    };
  }
}
