package dev.freshet.ingest.parse.tika;

import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Source;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.apache.tika.metadata.Message;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Property;
import org.apache.tika.metadata.TikaCoreProperties;

/** What a file says about itself; of a mail also its headers, as text to be found by. */
final class FileMetadata {
  private static final List<String> MAILS =
      List.of("message/rfc822", "application/vnd.ms-outlook", "application/vnd.ms-tnef");

  private FileMetadata() {}

  static boolean isMail(Source source) {
    return MAILS.contains(source.contentType());
  }

  static void tell(Metadata metadata, Source source, BlockSink sink) {
    if (isMail(source)) {
      String subject = subject(metadata);
      sink.subject(subject);
      sink.leadingParagraph(headers(metadata, subject));
    }
    sink.title(metadata.get(TikaCoreProperties.TITLE));
    sink.author(metadata.get(TikaCoreProperties.CREATOR));
    sink.times(
        time(metadata, TikaCoreProperties.CREATED), time(metadata, TikaCoreProperties.MODIFIED));
  }

  private static String subject(Metadata metadata) {
    String title = metadata.get(TikaCoreProperties.TITLE);
    String subject = metadata.get(TikaCoreProperties.SUBJECT);
    return title != null && !title.isBlank() ? title : subject == null ? "" : subject;
  }

  private static String headers(Metadata metadata, String subject) {
    StringJoiner headers = new StringJoiner(" | ");
    header(headers, "From", metadata.getValues(Message.MESSAGE_FROM));
    header(headers, "To", metadata.getValues(Message.MESSAGE_TO));
    header(headers, "Cc", metadata.getValues(Message.MESSAGE_CC));
    time(metadata, TikaCoreProperties.CREATED)
        .ifPresent(date -> header(headers, "Date", new String[] {date.toString()}));
    header(headers, "Subject", new String[] {subject});
    return headers.toString();
  }

  private static void header(StringJoiner headers, String name, String[] values) {
    String joined = String.join(", ", values).strip();
    if (!joined.isEmpty()) {
      headers.add(name + ": " + joined);
    }
  }

  private static Optional<Instant> time(Metadata metadata, Property property) {
    Date date = metadata.getDate(property);
    return date == null ? Optional.empty() : Optional.of(date.toInstant());
  }
}
