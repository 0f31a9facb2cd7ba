package dev.freshet.ingest.parse.child;

import com.google.protobuf.UnsafeByteOperations;
import dev.freshet.common.topics.ParsedDocumentCodec;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import dev.freshet.ingest.parse.child.wire.Failed;
import dev.freshet.ingest.parse.child.wire.Reply;
import dev.freshet.ingest.parse.child.wire.Request;
import dev.freshet.ingest.parse.tika.FileReader;

/** Answers with what {@link FileReader} makes of the file. */
final class FileAnswers implements Answers {
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
              file, request.getFilename(), request.getContentType(), limits(request.getLimits()));
      return Reply.newBuilder()
          .setParsed(UnsafeByteOperations.unsafeWrap(codec.encode(document)))
          .build();
    } catch (Unreadable e) {
      return Reply.newBuilder()
          .setFailed(Failed.newBuilder().setReason(e.reason().label()).setMessage(e.getMessage()))
          .build();
    }
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
