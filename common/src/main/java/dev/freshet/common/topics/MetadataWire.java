package dev.freshet.common.topics;

import dev.freshet.common.document.Metadata;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** {@link Metadata} to Protobuf and back. */
final class MetadataWire {
  private MetadataWire() {}

  static dev.freshet.common.topics.wire.Metadata encode(Metadata metadata) {
    var wire =
        dev.freshet.common.topics.wire.Metadata.newBuilder()
            .setTitle(metadata.title())
            .setFilename(metadata.filename())
            .setContentType(metadata.contentType())
            .setSourceUri(metadata.sourceUri())
            .addAllAcl(metadata.acl())
            .putAllMeta(new TreeMap<>(metadata.meta()))
            .setAuthor(metadata.author())
            .setBytes(metadata.bytes());
    metadata.publishedAt().ifPresent(t -> wire.setPublishedAtMillis(t.toEpochMilli()));
    metadata.expiresAt().ifPresent(t -> wire.setExpiresAtMillis(t.toEpochMilli()));
    metadata.createdAt().ifPresent(t -> wire.setCreatedAtMillis(t.toEpochMilli()));
    metadata.modifiedAt().ifPresent(t -> wire.setModifiedAtMillis(t.toEpochMilli()));
    return wire.build();
  }

  static Metadata decode(dev.freshet.common.topics.wire.Metadata wire) {
    return new Metadata(
        wire.getTitle(),
        wire.getFilename(),
        wire.getContentType(),
        wire.getSourceUri(),
        time(wire.hasPublishedAtMillis(), wire.getPublishedAtMillis()),
        time(wire.hasExpiresAtMillis(), wire.getExpiresAtMillis()),
        wire.getAclList(),
        wire.getMetaMap(),
        wire.getAuthor(),
        time(wire.hasCreatedAtMillis(), wire.getCreatedAtMillis()),
        time(wire.hasModifiedAtMillis(), wire.getModifiedAtMillis()),
        wire.getBytes());
  }

  private static Optional<Instant> time(boolean has, long millis) {
    return has ? Optional.of(Instant.ofEpochMilli(millis)) : Optional.empty();
  }
}
