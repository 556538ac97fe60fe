package dev.fungible.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A policy as others ship it: one class and one service line in a jar. */
final class PolicyJar {

  private PolicyJar() {}

  /** Compiles a factory and packs it, in this folder. */
  static Path compile(Path folder, String factory, String source) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                complaints,
                null,
                null,
                List.of("-proc:none", "-d", classes.toString(), "-cp", classPath()),
                null,
                List.of(inMemory(factory, source)))
            .call();
    assertThat(compiled).as(complaints.toString()).isTrue();
    Path services = classes.resolve("META-INF/services/dev.fungible.scheduler.spi.PolicyFactory");
    Files.createDirectories(services.getParent());
    Files.writeString(services, factory + "\n");
    return pack(classes, folder.resolve("policy.jar"));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  private static JavaFileObject inMemory(String className, String source) {
    URI uri = URI.create("memory:///" + className.replace('.', '/') + ".java");
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }

  private static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(file).toString().replace('\\', '/');
        entries.putNextEntry(new JarEntry(name));
        entries.write(Files.readAllBytes(file));
      }
    }
    assertThat(new String(Files.readAllBytes(jar), StandardCharsets.ISO_8859_1)).startsWith("PK");
    return jar;
  }
}
