package dev.freshet.standalone.process;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last of what was logged, for a diagnosis; the oldest goes. */
final class RecentLines extends AppenderBase<ILoggingEvent> {
  /** Characters of all that is kept. */
  static final int MOST_CHARACTERS = 1 << 20;

  /** Characters of one event, its stack included. */
  static final int LONGEST = 16 << 10;

  private final Deque<String> kept = new ArrayDeque<>();
  private Encoder<ILoggingEvent> encoder;
  private int characters;
  private long gone;

  /** Takes what is logged in this context from here on. */
  synchronized RecentLines started(LoggerContext context, Encoder<ILoggingEvent> how) {
    setContext(context);
    encoder = how;
    start();
    return this;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String text = new String(encoder.encode(event), StandardCharsets.UTF_8);
    add(text.length() > LONGEST ? text.substring(0, LONGEST) + " …\n" : text);
  }

  synchronized void add(String text) {
    kept.addLast(text);
    characters += text.length();
    while (characters > MOST_CHARACTERS) {
      characters -= kept.removeFirst().length();
      gone++;
    }
  }

  synchronized String text() {
    String before = gone == 0 ? "" : "… " + gone + " entries of the log went before\n";
    return before + String.join("", kept);
  }
}
