package dev.freshet.ingest.parse.text;

import dev.freshet.ingest.parse.blocks.BlockReader;
import dev.freshet.ingest.parse.blocks.BlockSink;
import dev.freshet.ingest.parse.blocks.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values and their kin (RFC 4180; semicolons and tabs where the first line has more
 * of those): the first row is the header of all others.
 */
public final class CsvReader implements BlockReader {

  @Override
  public void read(Source source, BlockSink sink) {
    String text = TextDecoder.decode(source);
    char separator = separator(text);
    List<String> header = List.of();
    boolean first = true;
    boolean onlyHeader = true;
    for (int at = 0; at < text.length(); ) {
      List<String> cells = new ArrayList<>();
      at = row(text, at, separator, cells);
      if (cells.stream().allMatch(String::isBlank)) {
        continue;
      }
      if (first) {
        header = cells;
        first = false;
      } else {
        sink.row(header, cells);
        onlyHeader = false;
      }
    }
    if (!first && onlyHeader) {
      sink.row(List.of(), header);
    }
  }

  private static char separator(String text) {
    int end = text.indexOf('\n');
    String line = end < 0 ? text : text.substring(0, end);
    char best = ',';
    long most = count(line, ',');
    for (char candidate : new char[] {';', '\t', '|'}) {
      long found = count(line, candidate);
      if (found > most) {
        best = candidate;
        most = found;
      }
    }
    return best;
  }

  private static long count(String line, char c) {
    return line.chars().filter(found -> found == c).count();
  }

  /** Reads one row; gives where the next one starts. */
  private static int row(String text, int from, char separator, List<String> cells) {
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean blank = true;
    int at = from;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted) {
        boolean doubled = c == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"';
        if (doubled) {
          at++;
        }
        quoted = c != '"' || doubled;
        if (quoted) {
          cell.append(c);
          blank = false;
        }
      } else if (c == '"' && blank) {
        quoted = true;
      } else if (c == separator) {
        cells.add(cell.toString());
        cell.setLength(0);
        blank = true;
      } else if (c == '\n' || c == '\r') {
        at++;
        break;
      } else {
        cell.append(c);
        blank &= Character.isWhitespace(c);
      }
    }
    cells.add(cell.toString());
    return at;
  }
}
