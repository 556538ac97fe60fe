package dev.fungible.simulator.sweep;

import dev.fungible.configuration.ConfigurationWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep as a Kubernetes Job whose indexes do a slice each and print their outcomes.
 *
 * @param name of the Job and its ConfigMap
 * @param image whose entry point is the {@code fungible} command
 * @param indexes how many pods share the work
 */
public record JobManifest(String name, String image, int indexes) {

  /** What a ConfigMap can hold. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String FOLDER = "/sweep";
  private static final String DOCUMENT = "sweep.yaml";
  private static final int USER = 65_532;

  /** The ConfigMap and the Job as YAML, for {@code kubectl create}. */
  public String render(PortableSweep sweep) {
    int size =
        sweep.text().length() + sweep.files().values().stream().mapToInt(f -> f.length).sum();
    if (size > MOST_BYTES) {
      throw new BadSweep(
          "The sweep and its packed traces have "
              + size
              + " bytes; expected at most "
              + MOST_BYTES
              + ", which is what a ConfigMap holds. Maybe made-up worlds, or shorter traces?");
    }
    return ConfigurationWriter.yaml(configMap(sweep)) + "---\n" + ConfigurationWriter.yaml(job());
  }

  private Map<String, Object> configMap(PortableSweep sweep) {
    Map<String, Object> binary = new LinkedHashMap<>();
    sweep
        .files()
        .forEach((file, bytes) -> binary.put(file, Base64.getEncoder().encodeToString(bytes)));
    Map<String, Object> result = head("v1", "ConfigMap");
    result.put("data", map(DOCUMENT, sweep.text()));
    if (!binary.isEmpty()) {
      result.put("binaryData", binary);
    }
    return result;
  }

  private Map<String, Object> job() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("completionMode", "Indexed");
    spec.put("completions", indexes);
    spec.put("parallelism", indexes);
    spec.put("backoffLimitPerIndex", 2);
    spec.put("template", map("metadata", map("labels", labels()), "spec", pod()));
    Map<String, Object> result = head("batch/v1", "Job");
    result.put("spec", spec);
    return result;
  }

  private Map<String, Object> pod() {
    Map<String, Object> user =
        map(
            "runAsNonRoot",
            true,
            "runAsUser",
            USER,
            "seccompProfile",
            map("type", "RuntimeDefault"));
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("restartPolicy", "Never");
    pod.put("automountServiceAccountToken", false);
    pod.put("securityContext", user);
    pod.put("containers", List.of(container()));
    pod.put(
        "volumes",
        List.of(
            map("name", "sweep", "configMap", map("name", name)),
            map("name", "tmp", "emptyDir", map())));
    return pod;
  }

  private Map<String, Object> container() {
    Map<String, Object> confined =
        map("allowPrivilegeEscalation", false, "readOnlyRootFilesystem", true);
    confined.put("capabilities", map("drop", List.of("ALL")));
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "sweep");
    container.put("image", image);
    container.put("args", arguments());
    container.put(
        "resources",
        map("requests", map("cpu", "1", "memory", "2Gi"), "limits", map("memory", "2Gi")));
    container.put("securityContext", confined);
    container.put(
        "volumeMounts",
        List.of(
            map("name", "sweep", "mountPath", FOLDER, "readOnly", true),
            // The solver unpacks its native library.
            map("name", "tmp", "mountPath", "/tmp")));
    return container;
  }

  private List<String> arguments() {
    return List.of(
        "sweep",
        FOLDER + "/" + DOCUMENT,
        "--slice",
        "$(JOB_COMPLETION_INDEX)/" + indexes,
        "--threads",
        "1",
        "--results",
        "-");
  }

  private Map<String, Object> head(String apiVersion, String kind) {
    Map<String, Object> result = map("apiVersion", apiVersion, "kind", kind);
    result.put("metadata", map("name", name, "labels", labels()));
    return result;
  }

  private Map<String, Object> labels() {
    return map("app.kubernetes.io/name", "fungible-sweep", "app.kubernetes.io/instance", name);
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      result.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return result;
  }
}
