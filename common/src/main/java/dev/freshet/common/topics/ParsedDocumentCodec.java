package dev.freshet.common.topics;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;

/** The value of the topic {@code parsed}: Protobuf {@code freshet.v1.ParsedDocument}. */
public final class ParsedDocumentCodec implements ValueCodec<ParsedDocument> {

  @Override
  public byte[] encode(ParsedDocument document) {
    var wire =
        dev.freshet.common.topics.wire.ParsedDocument.newBuilder()
            .setMetadata(MetadataWire.encode(document.metadata()))
            .addAllNotices(document.notices())
            .setLost(document.lost())
            .addAllSignals(SignalWire.encode(document.signals()));
    document.sketch().ifPresent(sketch -> wire.setSketch(SketchWire.encode(sketch)));
    document.blocks().forEach(block -> wire.addBlocks(encode(block)));
    return DeterministicBytes.of(wire.build());
  }

  @Override
  public ParsedDocument decode(byte[] bytes) {
    try {
      var wire = dev.freshet.common.topics.wire.ParsedDocument.parseFrom(bytes);
      return new ParsedDocument(
          MetadataWire.decode(wire.getMetadata()),
          wire.getBlocksList().stream().map(ParsedDocumentCodec::decode).toList(),
          wire.getNoticesList(),
          wire.getLost(),
          SignalWire.decode(wire.getSignalsList()),
          SketchWire.decode(wire.getSketch()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no parsed document", e);
    }
  }

  private static dev.freshet.common.topics.wire.Block encode(Block block) {
    var wire = dev.freshet.common.topics.wire.Block.newBuilder();
    switch (block) {
      case Block.Heading(int level, String text) ->
          wire.setHeading(
              dev.freshet.common.topics.wire.Heading.newBuilder().setLevel(level).setText(text));
      case Block.Paragraph(String text) -> wire.setParagraph(text);
      case Block.ListItem(int depth, String text) ->
          wire.setListItem(
              dev.freshet.common.topics.wire.ListItem.newBuilder().setDepth(depth).setText(text));
      case Block.TableRow row ->
          wire.setTableRow(
              dev.freshet.common.topics.wire.TableRow.newBuilder()
                  .addAllHeader(row.header())
                  .addAllCells(row.cells()));
      case Block.Code(String language, String text) ->
          wire.setCode(
              dev.freshet.common.topics.wire.Code.newBuilder().setLanguage(language).setText(text));
      case Block.PageBreak(int page) -> wire.setPage(page);
      case Block.Attachment(String name, String contentType) ->
          wire.setAttachment(
              dev.freshet.common.topics.wire.Attachment.newBuilder()
                  .setName(name)
                  .setContentType(contentType));
      case Block.Boilerplate(String text) -> wire.setBoilerplate(text);
    }
    return wire.build();
  }

  private static Block decode(dev.freshet.common.topics.wire.Block wire) {
    return switch (wire.getKindCase()) {
      case HEADING -> new Block.Heading(wire.getHeading().getLevel(), wire.getHeading().getText());
      case PARAGRAPH -> new Block.Paragraph(wire.getParagraph());
      case LIST_ITEM ->
          new Block.ListItem(wire.getListItem().getDepth(), wire.getListItem().getText());
      case TABLE_ROW ->
          new Block.TableRow(wire.getTableRow().getHeaderList(), wire.getTableRow().getCellsList());
      case CODE -> new Block.Code(wire.getCode().getLanguage(), wire.getCode().getText());
      case PAGE -> new Block.PageBreak(wire.getPage());
      case ATTACHMENT ->
          new Block.Attachment(
              wire.getAttachment().getName(), wire.getAttachment().getContentType());
      case BOILERPLATE -> new Block.Boilerplate(wire.getBoilerplate());
      case KIND_NOT_SET -> throw new IllegalArgumentException("a block of an unknown kind");
    };
  }
}
