package dev.freshet.common.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text that people are to be given: those that are known here, wherever they
 * stand, and whatever has the form of a credential. Rather too much than too little.
 */
public final class Masks {
  /** What stands in place of a secret. */
  public static final String MASK = "[masked]";

  /** Where no secret is known: forms alone. */
  public static final Masks FORMS = new Masks(Set.of());

  /** A known secret that is shorter would take every word apart. */
  private static final int LEAST_CHARACTERS = 4;

  private static final String NAMES =
      "(?:password|passwd|passphrase|secret|credentials?|signature|sig|x-amz-[a-z-]{1,60}"
          + "|(?:api|access|secret|private|account|shared|ssl[.]key)[-_.]?key"
          + "|(?:access|refresh|id|auth|bearer|session|security)[-_.]?token"
          // Alone they are words of prose too: "no key: send one".
          + "|(?<![\\w.-])(?:token|key)(?=[\"']?\\s{0,3}=)"
          + "|(?<=(?:^|[\\n{?&,;\"'(]|- )\\s{0,4})(?:token|key))";

  private record Form(Pattern pattern, String replacement) {}

  /**
   * What repeats is bounded or possessive: Java's matcher goes a frame deeper for each turn of a
   * group that it may have to take back.
   */
  private static final List<Form> SHAPES =
      List.of(
          form(
              "-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:(?!-----END)[\\s\\S]){0,20000}+"
                  + "(?:-----END [A-Z ]{0,40}-----)?",
              MASK),
          // A name or address before the last @ of what begins like a URL.
          form("(?i)([a-z][a-z0-9+.-]{0,30}://)[^\\s\"'<>]{0,1000}@", "$1" + MASK + "@"),
          form("(?i)(authorization[\"']?\\s{0,20}[:=]\\s{0,20})[^\\r\\n]++", "$1" + MASK),
          form("(?i)\\b(bearer)\\s{1,20}[^\\s\"',;]++", "$1 " + MASK),
          // Whatever follows, so that no text is gone over twice.
          form("\\beyJ[\\w-]{8,}+(?:\\.[\\w-]*+){0,2}+", MASK),
          form("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b", MASK),
          form("\\b(?:sk|pk|ghp|gho|glpat|xox[abp])[-_][\\w-]{16,}+", MASK),
          form("\\bsha256:[0-9a-fA-F]{64}\\b", MASK),
          form(
              "(?i)("
                  + NAMES
                  + "(?![\\w])[\"']?\\s{0,3}[=:]\\s{0,3}\\[?)"
                  + "(?!\\[?(?:masked|set|hidden)\\]|\\((?:default|file|flag|environment)\\))"
                  + "(?:\"(?:[^\"\\\\]|\\\\.){0,20000}+\"?|'[^']{0,20000}+'?|[^\\s\"',;&\\])}]++)",
              "$1" + MASK));

  /** A name and a password before a host, without a scheme. */
  private static final Pattern LOGIN = Pattern.compile("[^\\s,:@]{1,200}:(?!//)[^\\s,]{0,500}@");

  private final List<String> known;

  /**
   * @param secrets values that must stand nowhere; those of less than 4 characters are not looked
   *     for
   */
  public Masks(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>();
    for (String secret : secrets) {
      if (secret.length() >= LEAST_CHARACTERS) {
        all.add(secret);
        all.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        all.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
        secret.lines().filter(line -> line.length() >= LEAST_CHARACTERS).forEach(all::add);
      }
    }
    // The longest first: one may be the beginning of another.
    known = all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static Form form(String pattern, String replacement) {
    return new Form(Pattern.compile(pattern), replacement);
  }

  /** These, and more secrets. */
  public Masks with(Collection<String> secrets) {
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(secrets);
    return new Masks(all);
  }

  /** A text without secrets. */
  public String text(String text) {
    String masked = text;
    for (String secret : known) {
      masked = masked.replace(secret, MASK);
    }
    for (Form form : SHAPES) {
      masked = form.pattern().matcher(masked).replaceAll(form.replacement());
    }
    return masked;
  }

  /** A setting's value as it may be shown; what {@link Settings.Effective} hides stays hidden. */
  public String value(Settings.Effective setting) {
    return LOGIN.matcher(text(setting.value())).replaceAll(MASK + "@");
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "Masks";
  }
}
