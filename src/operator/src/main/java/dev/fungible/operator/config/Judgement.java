package dev.fungible.operator.config;

/** What a document turned out to be. */
sealed interface Judgement permits ConfigurationInForce, RefusedDocument {

  /** Which document it is about. */
  Revision revision();
}
