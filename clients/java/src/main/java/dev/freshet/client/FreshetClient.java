package dev.freshet.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Speaks to a Freshet over HTTP. Safe to use from several threads, which share its connections.
 * Each call blocks its thread until it is answered; give it a virtual one where many are wanted.
 *
 * <p>Every call fails with {@link FreshetProblem} where the service refuses it, {@link
 * FreshetUnreachable} where it does not answer, and {@link FreshetInterrupted}.
 */
public final class FreshetClient implements AutoCloseable {
  private final Transport transport;

  private FreshetClient(Settings settings) {
    this.transport = new Transport(settings);
  }

  /**
   * A client of the service at an address, without a key and with default limits.
   *
   * @param base such as {@code http://127.0.0.1:8080}
   */
  public static FreshetClient of(String base) {
    return builder(URI.create(base)).build();
  }

  /**
   * Begins a client of the service at an address.
   *
   * @throws IllegalArgumentException when it is no http or https address
   */
  public static Builder builder(URI base) {
    return new Builder(base);
  }

  /** Finds passages. */
  public SearchResponse search(Search search) {
    return SearchResponse.of(
        transport.json(Call.ask("/v1/search", search.json(), search.patience())));
  }

  /** Finds passages and packs them for a prompt. */
  public Context context(ContextRequest request) {
    return Context.of(
        transport.json(Call.ask("/v1/context", request.json(), request.search().patience())));
  }

  /** An answer, once it is whole and checked. */
  public Answer answer(AnswerRequest request) {
    return Answer.of(transport.json(request.call(false)));
  }

  /**
   * The same, told as it is written.
   *
   * @param told gets sources and pieces on this thread; what it throws ends the answer
   * @return the whole, checked
   */
  public Answer answer(AnswerRequest request, Consumer<AnswerEvent> told) {
    try (Stream stream = transport.stream(request.call(true))) {
      return AnswerStream.read(stream, told);
    }
  }

  /**
   * Publishes a version of a document; durable once this returns.
   *
   * @return the token that a {@link Search#after search} waits for
   */
  public Token publish(Publication publication) {
    return token(publication.call());
  }

  /** Publishes the end of a document in the service's first live source. */
  public Token delete(String id) {
    return token(Call.delete(Documents.path(id, Optional.empty())));
  }

  /** Publishes the end of a document in a source topic. */
  public Token delete(String id, String source) {
    return token(Call.delete(Documents.path(id, Optional.of(source))));
  }

  private Token token(Call call) {
    return transport
        .json(call)
        .token("token")
        .orElseThrow(() -> new FreshetUnreachable("no token was answered: is this a Freshet?"));
  }

  /** The first page of the catalogue, the latest told first. */
  public Page<CatalogueDocument> documents(DocumentQuery query) {
    return documents(query, Optional.empty());
  }

  /**
   * The page behind another.
   *
   * @param next of that page
   */
  public Page<CatalogueDocument> documents(DocumentQuery query, Optional<String> next) {
    return Page.of(transport.json(Call.get(query.path(next))), "documents", CatalogueDocument::of);
  }

  /** What is told of a document; empty where nothing is, or not to this caller. */
  public Optional<CatalogueDocument> document(String id) {
    return document(id, Optional.empty());
  }

  /** What is told of a document of a source topic. */
  public Optional<CatalogueDocument> document(String id, Optional<String> source) {
    try {
      return Optional.of(
          CatalogueDocument.of(transport.json(Call.get(Documents.path(id, source)))));
    } catch (FreshetProblem e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** How fresh the service is, by source partition. */
  public Freshness freshness() {
    return Freshness.of(transport.json(Call.get("/v1/freshness")));
  }

  /** Begins a standing query. */
  public Watch watch(WatchRequest request) {
    return new Watch(transport, request);
  }

  /** The dead letters; a key needs the scope admin. */
  public DeadLetters deadLetters() {
    return new DeadLetters(transport);
  }

  /** Ends all calls under way and closes the connections. */
  @Override
  public void close() {
    transport.close();
  }

  /** A client in the making. */
  public static final class Builder {
    private final URI base;
    private Optional<Supplier<String>> token = Optional.empty();
    private Duration connect = Duration.ofSeconds(5);
    private Duration call = Duration.ofSeconds(60);
    private Duration silence = Duration.ofSeconds(60);
    private RetryPolicy retries = RetryPolicy.DEFAULT;

    private Builder(URI base) {
      boolean http = List.of("http", "https").contains(String.valueOf(base.getScheme()));
      if (!http || base.getHost() == null || base.getQuery() != null) {
        throw new IllegalArgumentException(
            base + " is no address of a service: give one such as http://127.0.0.1:8080");
      }
      this.base = URI.create(base.toString().replaceAll("/+$", ""));
    }

    /** Calls carry this API key. */
    public Builder apiKey(String key) {
      return token(() -> key);
    }

    /** Calls carry what this gives, asked before each attempt: for tokens that are renewed. */
    public Builder token(Supplier<String> supplier) {
      token = Optional.of(supplier);
      return this;
    }

    /** How long connecting may take; 5 s by default. */
    public Builder connectTimeout(Duration most) {
      connect = positive(most);
      return this;
    }

    /** How long an attempt of a call may take, waits for freshness aside; 60 s by default. */
    public Builder callTimeout(Duration most) {
      call = positive(most);
      return this;
    }

    /** How long a stream may be silent before it is taken for broken; 60 s by default. */
    public Builder silence(Duration most) {
      silence = positive(most);
      return this;
    }

    /** How often calls are tried. */
    public Builder retries(RetryPolicy policy) {
      retries = policy;
      return this;
    }

    /** The client. */
    public FreshetClient build() {
      return new FreshetClient(new Settings(base, token, connect, call, silence, retries));
    }

    private static Duration positive(Duration time) {
      if (!time.isPositive()) {
        throw new IllegalArgumentException("a time-out of " + time + " is none: give a longer one");
      }
      return time;
    }
  }
}
