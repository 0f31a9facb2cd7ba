package dev.freshet.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;

/** The dead letters, for admins. */
public final class DeadLetters {
  static final String PATH = "/v1/dead-letters";

  private final Transport transport;

  DeadLetters(Transport transport) {
    this.transport = transport;
  }

  /** The newest of those that the filter means. */
  public Page<DeadLetter> list(LetterFilter filter) {
    return list(filter, Optional.empty());
  }

  /**
   * The page behind another.
   *
   * @param next of that page; there may be more also behind a page that is not full
   */
  public Page<DeadLetter> list(LetterFilter filter, Optional<String> next) {
    return Page.of(transport.json(Call.get(filter.path(next))), "letters", DeadLetter::of);
  }

  /** One letter. */
  public DeadLetter get(Token position) {
    return DeadLetter.of(transport.json(Call.get(path(position))));
  }

  /** The file as it was published. */
  public byte[] bytes(Token position) {
    return transport.bytes(Call.get(path(position) + "/bytes"));
  }

  /** Puts one back into the flow, as the version it was. */
  public Replayed replay(Token position) {
    return replay(
        Call.post(
            PATH + "/replay",
            JsonNodeFactory.instance.objectNode().put("position", position.value())));
  }

  /**
   * Puts those back that the filter means, at most 200 a call.
   *
   * @param next of the call before; empty at first
   */
  public Replayed replay(LetterFilter filter, Optional<String> next) {
    var body = filter.replay();
    next.ifPresent(cursor -> body.put("cursor", cursor));
    return replay(Call.post(PATH + "/replay", body));
  }

  private Replayed replay(Call call) {
    Json json = transport.json(call);
    return new Replayed(
        json.integer("replayed").orElse(0),
        json.list("notReplayed", DeadLetters::kept),
        json.optionalText("next"));
  }

  private static Kept kept(Json json) {
    return new Kept(json.token("position"), json.optionalText("id"), json.text("obstacle"));
  }

  /** Marks one as dropped: it is listed no more. */
  public void drop(Token position) {
    transport.bytes(Call.delete(path(position)));
  }

  private static String path(Token position) {
    return PATH + "/" + Call.encoded(position.value());
  }

  /**
   * What a replay did.
   *
   * @param replayed how many were put back
   * @param kept those that could not be
   * @param next where to go on; empty at the end
   */
  public record Replayed(int replayed, List<Kept> kept, Optional<String> next) {}

  /** A letter that cannot be put back as it is, and why. */
  public record Kept(Optional<Token> position, Optional<String> id, String obstacle) {}
}
