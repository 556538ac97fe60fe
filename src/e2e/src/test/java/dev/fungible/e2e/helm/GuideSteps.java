package dev.fungible.e2e.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fungible.e2e.ControlPlane;
import dev.fungible.e2e.Helm;
import dev.fungible.e2e.process.FungibleCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands of a page of the guide, run word for word.
 *
 * @param page which
 * @param plane where
 * @param user as whom
 * @param helm what runs those of Helm
 */
record GuideSteps(Path page, ControlPlane plane, String user, Helm helm) {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path GUIDE = ROOT.resolve("src/docs/guide");
  static final Path INSTALL = GUIDE.resolve("install.md");
  static final Path QUICK_START = GUIDE.resolve("quick-start.md");

  /** Runs those of the first block under a heading, each as it is after the change. */
  void run(String heading, UnaryOperator<String> change) throws IOException, InterruptedException {
    for (String line : commands(heading)) {
      run(change.apply(line));
    }
  }

  /** Runs a command, and returns what it says. */
  String run(String line) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" +")));
    String program = words.removeFirst();
    words.replaceAll(word -> isFile(word) ? ROOT.resolve(word).toString() : word);
    return switch (program) {
      case "helm" -> helm.on(plane, user).require(words.toArray(String[]::new));
      case "kubectl" -> plane.kubectl(user).run(words.toArray(String[]::new));
      case "target/fungible" -> {
        words.add("--kubeconfig=" + plane.kubeconfig(user));
        FungibleCommand ran = FungibleCommand.run(words);
        assertThat(ran.exit()).as(line + ": " + ran.err()).isZero();
        yield ran.out();
      }
      default -> throw new AssertionError("nobody runs " + line);
    };
  }

  private static boolean isFile(String word) {
    return word.contains("/") && Files.exists(ROOT.resolve(word));
  }

  /** One a line; comments are left out. */
  List<String> commands(String heading) throws IOException {
    Matcher block =
        Pattern.compile("(?s)\n## " + heading + "\n.*?\n```sh\n(.*?)```")
            .matcher(Files.readString(page));
    assertThat(block.find()).as("a block under " + heading).isTrue();
    return block.group(1).lines().map(line -> line.replaceFirst(" +# .*$", "").strip()).toList();
  }
}
