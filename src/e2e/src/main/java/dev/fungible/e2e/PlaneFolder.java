package dev.fungible.e2e;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of one control plane: its data, its secrets, its logs.
 *
 * @param root the folder that holds all of them
 */
record PlaneFolder(Path root) {

  /** The users that the programs of the control plane are. */
  static Stream<String> programs() {
    return Stream.of("kube-controller-manager", "kube-scheduler", "kwok");
  }

  /** Writes what the programs read at their start. */
  static PlaneFolder prepare(Path root, PlaneSettings settings, String server) {
    PlaneFolder folder = new PlaneFolder(root);
    try {
      Files.createDirectories(folder.logs());
      folder.write(folder.auditPolicy(), Resource.text("audit-policy.yaml"));
      folder.write(folder.kubelets(), Resource.text("kubelets.yaml"));
      folder.write(folder.serviceAccountKey(), newKey());
      folder.writeUsers(settings, server);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path etcdData() {
    return root.resolve("etcd");
  }

  Path certificates() {
    return root.resolve("certificates");
  }

  /** The certificate that the API server makes itself at its first start, with who signed it. */
  Path authority() {
    return certificates().resolve("apiserver.crt");
  }

  Path auditPolicy() {
    return root.resolve("audit-policy.yaml");
  }

  Path auditLog() {
    return logs().resolve("audit.jsonl");
  }

  Path kubelets() {
    return root.resolve("kubelets.yaml");
  }

  Path serviceAccountKey() {
    return root.resolve("service-account.key");
  }

  Path tokens() {
    return root.resolve("tokens.csv");
  }

  Path kubeconfig(String user) {
    return root.resolve("kubeconfig").resolve(user + ".yaml");
  }

  /** Deletes what is large and of no use once etcd has stopped. */
  void deleteData() {
    try (Stream<Path> files = Files.exists(etcdData()) ? Files.walk(etcdData()) : Stream.empty()) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeUsers(PlaneSettings settings, String server) throws IOException {
    Files.createDirectories(kubeconfig("any").getParent());
    Stream<String> masters =
        Stream.concat(settings.administrators().stream(), programs())
            .map(user -> writeUser(user, server) + ",\"system:masters\"");
    Stream<String> strangers = settings.strangers().stream().map(user -> writeUser(user, server));
    write(tokens(), Stream.concat(masters, strangers).collect(Collectors.joining("\n", "", "\n")));
  }

  /** Writes the user's kubeconfig and returns the line that lets the user in. */
  private String writeUser(String user, String server) {
    String token = UUID.randomUUID().toString();
    try {
      write(
          kubeconfig(user),
          """
          apiVersion: v1
          kind: Config
          clusters:
          - name: plane
            cluster:
              server: %s
              certificate-authority: %s
          users:
          - name: %s
            user:
              token: %s
          contexts:
          - name: plane
            context:
              cluster: plane
              user: %s
          current-context: plane
          """
              .formatted(server, authority(), user, token, user));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return token + "," + user + "," + user;
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
