package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A policy as others ship it: one class and one service line in a jar. */
final class PolicyJar {

  private PolicyJar() {}

  /** Compiles what is in {@code java}, packs it with what is in {@code resources}. */
  static Path of(Path sources, Path folder) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    compile(filesIn(sources.resolve("java")), classes);
    try (OutputStream out = Files.newOutputStream(folder.resolve("policy.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      add(classes, jar);
      add(sources.resolve("resources"), jar);
    }
    return folder.resolve("policy.jar");
  }

  private static void compile(List<Path> sources, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    String classPath = System.getProperty("java.class.path");
    List<String> options =
        List.of("-proc:none", "-d", classes.toString(), "-cp", String.valueOf(classPath));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(complaints.toString()).isTrue();
    }
  }

  private static void add(Path root, JarOutputStream jar) throws IOException {
    for (Path file : filesIn(root)) {
      jar.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
      jar.write(Files.readAllBytes(file));
    }
  }

  private static List<Path> filesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }
}
