package dev.freshet.claims;

import dev.freshet.common.claim.Unclaimable;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Objects as files. No symbolic link below the folder is followed, and nothing but plain files is
 * opened. A folder that is not there at all is an outage: a disk that is not mounted.
 */
final class FolderPlace implements Place {
  private final Path root;
  private final Copying copying;

  FolderPlace(Path root, Copying copying) {
    this.root = root;
    this.copying = copying;
  }

  private record OpenFile(InputStream bytes, long size) implements Opened {
    @Override
    public void close() {
      try {
        bytes.close();
      } catch (IOException e) {
        throw away("a file could not be closed", e);
      }
    }
  }

  @Override
  public Opened open(String name) throws Unclaimable {
    Path file = requirePlain(name);
    try {
      long size = Files.size(file);
      return new OpenFile(
          Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS), size);
    } catch (NoSuchFileException _) {
      throw missing(name);
    } catch (AccessDeniedException _) {
      throw refused(name + " may not be read by this service");
    } catch (IOException e) {
      throw away(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path requirePlain(String name) throws Unclaimable {
    requireRoot();
    Path at = root;
    String[] segments = name.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      at = at.resolve(segments[i]);
      BasicFileAttributes attributes = attributes(at, name);
      if (attributes.isSymbolicLink()) {
        throw refused(name + " leads through a symbolic link");
      }
      if (i < segments.length - 1 && !attributes.isDirectory()) {
        throw missing(name);
      }
      if (i == segments.length - 1 && !attributes.isRegularFile()) {
        throw refused(name + " is no plain file");
      }
    }
    return at;
  }

  private BasicFileAttributes attributes(Path path, String name) throws Unclaimable {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException _) {
      throw missing(name);
    } catch (AccessDeniedException _) {
      throw refused(name + " may not be read by this service");
    } catch (IOException e) {
      throw away(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void requireRoot() {
    if (!Files.isDirectory(root)) {
      throw away("the folder " + root + " is not there", null);
    }
  }

  private Unclaimable missing(String name) {
    return new Unclaimable(Reason.CLAIM_MISSING, "there is no " + name + " in " + root);
  }

  private Unclaimable refused(String what) {
    return new Unclaimable(Reason.CLAIM_REFUSED, what + " (in " + root + ")");
  }

  private static Outage away(String message, IOException cause) {
    return new Outage(ClaimStores.DEPENDENCY, message, cause);
  }

  @Override
  public void write(String name, InputStream body) {
    requireRoot();
    Path file = root.resolve(name);
    Path unfinished = root.resolve(name + Names.UNFINISHED);
    try {
      Files.createDirectories(file.getParent());
      try {
        copying.to(unfinished, body);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.getParent());
        force(root);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw away(root + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** A name is durable when its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void remove(String name) {
    Path file = root.resolve(name);
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    } catch (DirectoryNotEmptyException _) {
      // The document has others.
    } catch (IOException e) {
      throw away(file + " cannot be removed: " + e.getMessage(), e);
    }
  }

  @Override
  public void visit(String owner, Visitor visitor) {
    Path from = root.resolve(owner);
    if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS) && !owner.isEmpty()) {
      return;
    }
    requireRoot();
    try {
      Files.walkFileTree(from, new Finding(root, visitor));
    } catch (IOException e) {
      throw away(root + " cannot be listed: " + e.getMessage(), e);
    }
  }

  /** What goes away meanwhile is passed over. */
  private static final class Finding extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Visitor visitor;

    Finding(Path root, Visitor visitor) {
      this.root = root;
      this.visitor = visitor;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      String name = root.relativize(file).toString();
      if (attributes.isRegularFile() && Names.isOurs(name)) {
        visitor.found(new Standing(name, attributes.lastModifiedTime().toInstant()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
