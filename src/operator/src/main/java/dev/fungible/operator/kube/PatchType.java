package dev.fungible.operator.kube;

/** How a patch is to be read. */
public enum PatchType {
  /** RFC 7396: what is named replaces, null removes, lists are replaced whole. */
  MERGE("application/merge-patch+json"),
  /** RFC 6902: a list of operations, with tests. */
  JSON("application/json-patch+json"),
  /** Server-side apply: the fields named are owned by the field manager. */
  APPLY("application/apply-patch+yaml");

  private final String mediaType;

  PatchType(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
