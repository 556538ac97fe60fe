package dev.fungible.operator.config;

/**
 * A document that cannot be used, or the lack of one; immutable.
 *
 * @param fault what is wrong with it
 * @param revision which document it is, and since when it is known
 */
public record RefusedDocument(Fault fault, Revision revision) implements Judgement {

  /** Whether the other one is of the same document. */
  boolean isSame(RefusedDocument other) {
    return fault.equals(other.fault) && revision.hash().equals(other.revision.hash());
  }
}
