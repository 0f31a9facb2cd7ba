package dev.freshet.ingest.parse.html;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/**
 * Which elements of a page are menus, banners, footers: what the page's own markup calls so, and
 * lists that are nearly all links. Where little would be left as content, the markup is odd and
 * nothing is boilerplate: real content is never given up for it.
 */
final class Boilerplate {
  /** Pages whose other text is shorter than both of these bounds are taken whole. */
  private static final int LEAST_CONTENT = 200;

  private static final double LEAST_SHARE = 0.2;
  private static final int BANNER_CHARACTERS = 1_500;
  private static final int MENU_LINKS = 4;
  private static final int MENU_LINK_CHARACTERS = 40;
  private static final double MENU_SHARE = 0.8;

  private static final Set<String> ROLES =
      Set.of("navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar");
  private static final Pattern COOKIES =
      Pattern.compile(
          "(?i)\\b(cookie|consent|gdpr)s?[-_]?(banner|bar|notice|popup|modal|overlay|dialog|law|consent|message)s?\\b");

  private final Set<Element> elements;

  private Boilerplate(Set<Element> elements) {
    this.elements = elements;
  }

  static Boilerplate of(Element body) {
    Set<Element> found = Collections.newSetFromMap(new IdentityHashMap<>());
    int aside = 0;
    for (Element element : body.select("*")) {
      if (element.parent() != null
          && !element.normalName().equals("body")
          && !isInside(element, found)
          && isMarked(element)) {
        found.add(element);
        aside += element.text().length();
      }
    }
    int all = body.text().length();
    int content = all - aside;
    boolean odd = content < LEAST_CONTENT && content < all * LEAST_SHARE;
    return new Boilerplate(odd ? Set.of() : found);
  }

  boolean contains(Element element) {
    return !elements.isEmpty() && elements.contains(element);
  }

  private static boolean isInside(Element element, Set<Element> found) {
    if (found.isEmpty()) {
      return false;
    }
    for (Element up = element.parent(); up != null; up = up.parent()) {
      if (found.contains(up)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMarked(Element element) {
    String role = element.attr("role");
    return switch (element.normalName()) {
      case "main", "article" -> false;
      case "nav" -> true;
      case "footer" -> isOfPage(element);
      case "header" -> isOfPage(element) && element.selectFirst("h1") == null;
      case "aside" -> isOfPage(element);
      case "ul", "ol" -> ROLES.contains(role) || (isOfPage(element) && isMenu(element));
      default ->
          (!role.isEmpty()
                  && ROLES.contains(role)
                  && element.selectFirst("h1,main,article") == null)
              || isCookieBanner(element);
    };
  }

  private static boolean isOfPage(Element element) {
    for (Element up = element.parent(); up != null; up = up.parent()) {
      String name = up.normalName();
      if (name.equals("main") || name.equals("article") || up.attr("role").equals("main")) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMenu(Element list) {
    var links = list.select("a[href]");
    int all = list.text().length();
    int linked = links.stream().mapToInt(link -> link.text().length()).sum();
    return links.size() >= MENU_LINKS
        && linked >= all * MENU_SHARE
        && linked <= (long) links.size() * MENU_LINK_CHARACTERS;
  }

  private static boolean isCookieBanner(Element element) {
    String names = element.id() + " " + element.className();
    return names.length() > 1
        && COOKIES.matcher(names).find()
        && element.text().length() <= BANNER_CHARACTERS;
  }
}
