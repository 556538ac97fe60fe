package dev.fungible.e2e.kube;

import static dev.fungible.e2e.TestSpace.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fungible.e2e.ControlPlaneExtension;
import dev.fungible.e2e.TestSpace;
import dev.fungible.operator.kube.ApiFailure;
import dev.fungible.operator.kube.Kept;
import dev.fungible.operator.kube.KubeApi;
import dev.fungible.operator.kube.KubePath;
import dev.fungible.operator.kube.PatchType;
import dev.fungible.operator.kube.Reflector;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ControlPlaneExtension.class)
class ReflectorOnPlaneTest {

  /** Three pages. */
  private static final int MANY = 1203;

  private static final String MINE = "example.com/mine=yes";

  /** What is kept of a config map: what users may well call {@code env}. */
  record MapView(String key, String uid, long resourceVersion, String label, String data)
      implements Kept {

    static Optional<MapView> of(JsonNode object) {
      JsonNode metadata = object.path("metadata");
      String label = metadata.path("labels").path("env").asText();
      return label.equals("boring")
          ? Optional.empty()
          : Optional.of(
              new MapView(
                  metadata.path("namespace").asText() + "/" + metadata.path("name").asText(),
                  metadata.path("uid").asText(),
                  metadata.path("resourceVersion").asLong(),
                  label,
                  object.path("data").path("env").asText()));
    }
  }

  @Test
  void aStoreOfManyPagesFollowsTheServer(TestSpace space) throws Exception {
    KubeApi api = api(space, "admin");
    String path = KubePath.configMaps(space.name());
    createMany(api, path);
    AtomicInteger pages = new AtomicInteger();
    KubeApi counted =
        api.through(
            chain -> {
              if (chain.request().url().queryParameter("limit") != null) {
                pages.incrementAndGet();
              }
              return chain.proceed(chain.request());
            });
    try (Reflector<MapView> reflector =
        new Reflector<>(
            counted,
            path,
            Map.of("labelSelector", MINE),
            MapView::of,
            InstantSource.system(),
            () -> {})) {
      reflector.start();
      eventually(() -> assertThat(reflector.store().size()).isEqualTo(MANY));
      assertThat(pages).hasValue(3);
      assertThat(reflector.store().find(space.name() + "/m0007").map(MapView::label))
          .contains("prod");
      assertThat(reflector.store().find(space.name() + "/m0007").map(MapView::data)).contains("v7");

      // One's own write counts at once, and what the watch says of before does not undo it.
      JsonNode written = label(api, path + "/m0001", "own");
      reflector.store().refresh(MapView.of(written).orElseThrow());
      assertThat(reflector.store().find(space.name() + "/m0001").map(MapView::label))
          .contains("own");
      label(api, path + "/m0002", "boring");
      label(api, path + "/m0003", "boring");
      label(api, path + "/m0003", "back");
      space.run("delete", "configmap", "m0004", "m0005");
      api.create(path, map(5));
      eventually(() -> assertThat(kept(reflector)).isEqualTo(there(api, path)));
      assertThat(reflector.store().size()).isEqualTo(MANY - 2);
      assertThat(reflector.store().find(space.name() + "/m0001").map(MapView::label))
          .contains("own");
      assertThat(pages).hasValue(3);
    }
  }

  @Test
  void refusalsOfARealServerAreToldApart(TestSpace space) {
    KubeApi api = api(space, "admin");
    String path = KubePath.configMaps(space.name());
    JsonNode created = api.create(path, map(1));
    assertThat(failure(() -> api.get(path + "/none")).isNotFound()).isTrue();
    assertThat(failure(() -> api.create(path, map(1))).isConflict()).isTrue();
    assertThat(failure(() -> api(space, "stranger").get(path)).code()).isEqualTo(403);

    ObjectNode badName = map(2);
    badName.withObjectProperty("metadata").put("name", "Not_A_Name");
    assertThat(failure(() -> api.create(path, badName)).isInvalid()).isTrue();
    ObjectNode wrongType = map(2).put("data", 7);
    assertThat(failure(() -> api.create(path, wrongType)).isInvalid()).isTrue();

    label(api, path + "/m0001", "newer");
    ApiFailure stale = failure(() -> api.replace(path + "/m0001", created));
    assertThat(stale.isConflict()).isTrue();
    assertThat(stale).hasMessageContaining("PUT " + path + "/m0001: 409");
  }

  private static ApiFailure failure(ThrowingCallable call) {
    return catchThrowableOfType(ApiFailure.class, call);
  }

  private static Map<String, Long> kept(Reflector<MapView> reflector) {
    Map<String, Long> kept = new TreeMap<>();
    reflector.store().all().forEach(view -> kept.put(view.key(), view.resourceVersion()));
    return kept;
  }

  private static Map<String, Long> there(KubeApi api, String path) {
    Map<String, Long> there = new TreeMap<>();
    for (JsonNode item : api.get(path, Map.of("labelSelector", MINE)).path("items")) {
      MapView.of(item).ifPresent(view -> there.put(view.key(), view.resourceVersion()));
    }
    return there;
  }

  private static JsonNode label(KubeApi api, String path, String value) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    patch.putObject("metadata").putObject("labels").put("env", value);
    return api.patch(path, PatchType.MERGE, patch);
  }

  private static ObjectNode map(int number) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = map.putObject("metadata").put("name", "m%04d".formatted(number));
    metadata.putObject("labels").put("env", "prod").put("example.com/mine", "yes");
    map.putObject("data").put("env", "v" + number);
    return map;
  }

  private static void createMany(KubeApi api, String path) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> all = new ArrayList<>();
      for (int number = 0; number < MANY; number++) {
        ObjectNode map = map(number);
        all.add(threads.submit(() -> api.create(path, map)));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
  }

  private static KubeApi api(TestSpace space, String user) {
    return KubeApi.of(space.plane().client(user), Duration.ofSeconds(30));
  }
}
