package dev.freshet.ingest.parse.tika;

import dev.freshet.common.document.Block;
import dev.freshet.common.document.ParsedDocument;
import dev.freshet.ingest.parse.blocks.Limits;
import dev.freshet.ingest.parse.blocks.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Short ways to read a file in a test. */
final class Reading {
  private static final FileReader FILES = new FileReader();

  private Reading() {}

  static ParsedDocument of(byte[] bytes, String filename) throws Unreadable {
    return of(bytes, filename, Limits.DEFAULT);
  }

  static ParsedDocument of(byte[] bytes, String filename, Limits limits) throws Unreadable {
    return FILES.read(bytes, filename, "", limits);
  }

  static ParsedDocument of(String text, String filename) throws Unreadable {
    return of(text.getBytes(StandardCharsets.UTF_8), filename);
  }

  static List<Block> blocks(String text, String filename) throws Unreadable {
    return of(text, filename).blocks();
  }

  static String text(ParsedDocument document) {
    return document.blocks().stream().map(Reading::text).collect(Collectors.joining(" "));
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Heading(int _, String text) -> text;
      case Block.Paragraph(String text) -> text;
      case Block.ListItem(int _, String text) -> text;
      case Block.TableRow(List<String> header, List<String> cells) ->
          String.join(" ", header) + " " + String.join(" ", cells);
      case Block.Code(String _, String text) -> text;
      case Block.PageBreak _ -> "";
      case Block.Attachment(String name, String _) -> name;
      case Block.Boilerplate(String text) -> text;
    };
  }
}
