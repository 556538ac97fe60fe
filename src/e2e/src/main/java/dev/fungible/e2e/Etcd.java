package dev.fungible.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;

/** What is asked of etcd itself, through its JSON gateway. */
final class Etcd {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;

  Etcd(URI server) {
    this.server = server;
  }

  /** The newest revision. */
  long revision() {
    // Any key will do: the header of every answer has it. This one is "a" in Base64.
    return ask("/v3/kv/range", "{\"key\": \"YQ==\"}").at("/header/revision").asLong();
  }

  /** Forgets all that was before the newest revision, and returns that one. */
  long compact() {
    long revision = revision();
    ask("/v3/kv/compaction", "{\"revision\": %d, \"physical\": true}".formatted(revision));
    return revision;
  }

  private JsonNode ask(String path, String request) {
    try {
      return JSON.readTree(Http.post(server.resolve(path), request));
    } catch (IOException e) {
      throw new PlaneFailed("etcd did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaneFailed("interrupted", e);
    }
  }
}
