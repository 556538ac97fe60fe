package dev.fungible.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A part of a file tree as a compressed archive, the same bytes for the same files.
 *
 * @param description for people
 * @param blob the compressed archive
 * @param diffId the digest of the archive as such
 */
record Layer(String description, Blob blob, String diffId) {

  static final String MEDIA_TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

  private static final int EXECUTABLE = 0755;
  private static final int READABLE = 0644;
  private static final int ANYBODY = 01777;

  /** Packs those files of a tree that are in it, folders where they are first needed. */
  static Layer of(String description, Path tree, Predicate<String> isIn, long seconds, Path blobs)
      throws IOException {
    Path file = Files.createTempFile(blobs, "layer", ".tar.gz");
    DigestOutputStream archive;
    try (OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
        DigestOutputStream digested = new DigestOutputStream(compressed, Digests.sha256());
        TarArchiveOutputStream tar = new TarArchiveOutputStream(digested)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      archive = digested;
      for (Path path : Tree.walk(tree)) {
        String name = tree.relativize(path).toString();
        if (isIn.test(name)) {
          add(tar, path, name, seconds);
        }
      }
    }
    return new Layer(description, Blob.named(file, MEDIA_TYPE), Digests.text(archive));
  }

  private static void add(TarArchiveOutputStream tar, Path path, String name, long seconds)
      throws IOException {
    TarArchiveEntry entry;
    if (Files.isSymbolicLink(path)) {
      entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
      entry.setLinkName(Files.readSymbolicLink(path).toString());
    } else if (Files.isDirectory(path)) {
      entry = new TarArchiveEntry(name + "/");
      entry.setMode(name.equals("tmp") ? ANYBODY : EXECUTABLE);
    } else {
      entry = new TarArchiveEntry(name);
      entry.setSize(Files.size(path));
      entry.setMode(Files.isExecutable(path) ? EXECUTABLE : READABLE);
    }
    entry.setModTime(seconds * 1000);
    entry.setIds(0, 0);
    entry.setNames("root", "root");
    tar.putArchiveEntry(entry);
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.copy(path, tar);
    }
    tar.closeArchiveEntry();
  }

  /** What layers have in common with no other: all the names that belong to one part. */
  static Predicate<String> below(List<String> folders) {
    return name ->
        folders.stream().anyMatch(folder -> name.equals(folder) || name.startsWith(folder + "/"));
  }
}
