package dev.freshet.hostile;

import static dev.freshet.hostile.Hostile.bytes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that would have their reader fetch something. */
public final class ExternalEntities {
  private ExternalEntities() {}

  /**
   * Files by name, each of which says {@code words} and names an address in a way of its own.
   *
   * @param addresses of files or of the web; their first four characters begin the files' names
   */
  public static Map<String, byte[]> all(List<String> addresses) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String address : addresses) {
      String kind = address.substring(0, 4);
      files.put(kind + ".xml", bytes(type("r", address) + "<r>words &e;</r>"));
      files.put(
          kind + ".xhtml",
          bytes(type("html", address) + "<html><body><p>words &e;</p></body></html>"));
      files.put(
          kind + ".html",
          bytes("<p>words</p><iframe src='" + address + "'></iframe><img src='" + address + "'>"));
      files.put(
          kind + ".docx",
          Office.docx(
              type("w:document", address), "<w:p><w:r><w:t>words &e;</w:t></w:r></w:p>", Map.of()));
      files.put(
          kind + ".fodt", bytes(Markup.flatOpenDocument(type("office:document", address), "&e;")));
      files.put(
          kind + ".odt", Markup.openDocument(type("office:document-content", address), "&e;"));
      files.put(kind + "-dtd.xml", bytes("<!DOCTYPE r SYSTEM '" + address + "'><r>words</r>"));
      files.put(
          kind + "-dtd.fodt",
          bytes(Markup.flatOpenDocument("<!DOCTYPE r SYSTEM '" + address + "'>", "")));
      files.put(kind + ".md", bytes("words ![picture](" + address + ")"));
      files.put(
          kind + ".svg",
          bytes(
              type("svg", address)
                  + "<svg xmlns='http://www.w3.org/2000/svg'><text>words &e;</text></svg>"));
    }
    return files;
  }

  private static String type(String root, String address) {
    return "<!DOCTYPE "
        + root
        + " [<!ENTITY % p SYSTEM '"
        + address
        + "'> %p; <!ENTITY e SYSTEM '"
        + address
        + "'>]>";
  }
}
