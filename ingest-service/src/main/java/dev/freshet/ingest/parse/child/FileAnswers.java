package dev.freshet.ingest.parse.child;

import com.google.protobuf.UnsafeByteOperations;
import dev.freshet.common.failure.Reason;
import dev.freshet.common.text.TextNormaliser;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.blocks.Content;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.child.wire.Failed;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import dev.freshet.ingest.parse.tika.FileReader;
import java.nio.file.Path;

/** Answers with what {@link FileReader} makes of the file. */
final class FileAnswers implements Answers {
  private static final int MAX_MESSAGE = 500;

  private final FileReader files;
  private final ParsedDocumentCodec codec = new ParsedDocumentCodec();

  FileAnswers(FileReader files) {
    this.files = files;
  }

  @Override
  public Reply answer(Request request, byte[] file) {
    try {
      var document =
          files.read(
              content(request, file),
              request.getFilename(),
              request.getContentType(),
              limits(request.getLimits()));
      Reply reply =
          Reply.newBuilder()
              .setParsed(UnsafeByteOperations.unsafeWrap(codec.encode(document)))
              .setLast(files.shaken())
              .build();
      return reply.getSerializedSize() > Frames.MAX_REPLY ? tooLong(reply) : reply;
    } catch (Unreadable e) {
      return failed(e.reason(), e.getMessage()).setLast(files.shaken()).build();
    }
  }

  private static Content content(Request request, byte[] file) {
    return request.getPath().isEmpty()
        ? new Content.Held(file)
        : new Content.OnDisk(Path.of(request.getPath()), request.getFileBytes());
  }

  private static Reply tooLong(Reply reply) {
    return failed(
            Reason.TOO_LARGE,
            "its text has " + reply.getSerializedSize() + " bytes: at most " + Frames.MAX_REPLY)
        .build();
  }

  private static Reply.Builder failed(Reason reason, String message) {
    String normal = TextNormaliser.normalise(message);
    String shown = normal.length() > MAX_MESSAGE ? normal.substring(0, MAX_MESSAGE) + "…" : normal;
    return Reply.newBuilder()
        .setFailed(Failed.newBuilder().setReason(reason.label()).setMessage(shown));
  }

  private static Limits limits(dev.freshet.ingest.parse.child.wire.Limits wire) {
    return new Limits(
        wire.getCharacters(),
        wire.getBlocks(),
        wire.getEmbeddedDocuments(),
        wire.getDepth(),
        wire.getUnpackedBytes());
  }
}
