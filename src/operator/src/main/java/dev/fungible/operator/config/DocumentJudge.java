package dev.fungible.operator.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fungible.configuration.ConfigMapDocument;
import dev.fungible.configuration.Configuration;
import dev.fungible.configuration.ConfigurationException;
import dev.fungible.configuration.ConfigurationReader;
import dev.fungible.configuration.EngineFactory;
import dev.fungible.configuration.PolicyRegistry;
import dev.fungible.scheduler.plan.LeastLoss;
import java.time.InstantSource;
import java.util.Optional;

/** Accepts a document whole, or refuses it whole; whatever it holds, it answers. */
final class DocumentJudge {

  private final ConfigurationReader reader;
  private final EngineFactory engines;
  private final ConfigurationAddress address;
  private final InstantSource time;

  DocumentJudge(PolicyRegistry registry, ConfigurationAddress address, InstantSource time) {
    this.reader = new ConfigurationReader(registry);
    this.engines = new EngineFactory(registry);
    this.address = address;
    this.time = time;
  }

  /** What the ConfigMap has; empty where there is none. */
  Judgement judge(Optional<ConfigMapView> seen) {
    if (seen.isEmpty()) {
      return new RefusedDocument(Fault.missing(address), Revision.none(time.instant()));
    }
    ConfigMapView map = seen.get();
    try {
      ConfigMapDocument document =
          ConfigMapDocument.of(address.title(), map.data(), map.binaryData());
      byte[] bytes = document.bytes();
      return judge(document.source(), bytes, revision(Revision.hashOf(bytes), map));
    } catch (ConfigurationException e) {
      return new RefusedDocument(Fault.of(e), revision("", map));
    }
  }

  /** What this document is. */
  Judgement judge(String source, byte[] document, Revision revision) {
    try {
      Configuration configuration = reader.read(source, document);
      String text = new String(document, UTF_8);
      return new ConfigurationInForce(
          configuration, engines.engine(configuration, new LeastLoss()), text, revision);
    } catch (ConfigurationException e) {
      return new RefusedDocument(Fault.of(e), revision);
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      // Policies in other people's jars take part; what they throw must not end the watch.
      return new RefusedDocument(Fault.of(source, e), revision);
    }
  }

  private Revision revision(String hash, ConfigMapView map) {
    return new Revision(hash, map.uid(), map.resourceVersion(), time.instant());
  }
}
