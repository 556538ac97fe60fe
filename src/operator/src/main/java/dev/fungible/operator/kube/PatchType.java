package dev.fungible.operator.kube;

/** How a patch is to be read. */
public enum PatchType {
  /** RFC 7396: what is named replaces, null removes, lists are replaced whole. */
  MERGE("application/merge-patch+json");

  private final String mediaType;

  PatchType(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
