package dev.freshet.ingest.permissions;

import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.PermissionNotice;
import dev.freshet.common.document.Version;
import dev.freshet.common.topics.HeaderNames;
import dev.freshet.common.topics.Published;
import dev.freshet.ingest.streams.Incoming;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Reads off a source record whether it could narrow who may read a document.
 *
 * <p>Only an access list or a null value can. In doubt the answer is nobody: where the list itself
 * is not of its form. Other headers that are wrong make the record a dead letter, but its list
 * holds. Where the tenant or the id cannot be read there is no document to narrow.
 */
final class Narrowing {
  private Narrowing() {}

  /** The notice of a record; empty where it narrows nothing. */
  static Optional<PermissionNotice> of(Incoming record) {
    if (record.value() != null && record.headers().lastHeader(HeaderNames.ACL) == null) {
      return Optional.empty();
    }
    return record.value() == null ? nobody(record) : access(record);
  }

  private static Optional<PermissionNotice> nobody(Incoming record) {
    return switch (read(record, HeaderNames.TENANT, HeaderNames.CE_SUBJECT)) {
      case Published.Reading.Good(Published named) -> Optional.of(notice(named, Set.of(), record));
      case Published.Reading.Bad _ -> Optional.empty();
    };
  }

  private static Optional<PermissionNotice> access(Incoming record) {
    return switch (read(record, HeaderNames.TENANT, HeaderNames.CE_SUBJECT, HeaderNames.ACL)) {
      case Published.Reading.Good(Published named) -> {
        List<String> acl = named.metadata().acl();
        yield acl.isEmpty()
            ? Optional.empty()
            : Optional.of(notice(named, Set.copyOf(acl), record));
      }
      // Either it is the list that is wrong, or no document can be told.
      case Published.Reading.Bad _ -> nobody(record);
    };
  }

  /** Reads the record as if it had no headers but these. */
  private static Published.Reading read(Incoming record, String... names) {
    Headers few = new RecordHeaders();
    for (String name : names) {
      Header last = record.headers().lastHeader(name);
      if (last != null) {
        few.add(last);
      }
    }
    return Published.read(record.key(), few, record.size());
  }

  private static PermissionNotice notice(Published named, Set<String> readers, Incoming record) {
    return new PermissionNotice(
        new DocumentIdentity(record.position().topic(), named.tenant(), named.id()),
        new Version(record.position(), record.timestamp()),
        readers);
  }
}
