package dev.freshet.standalone.process;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.freshet.common.settings.Masks;
import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Where everything that is logged goes, the libraries' noise included. */
public final class Log {
  private static final long BYTES = 10L << 20;
  private static final int OLD_FILES = 4;

  /** What says nothing that a person acts on, by logger. */
  private static final Map<String, Level> QUIETER =
      Map.ofEntries(
          Map.entry("org.apache.kafka.clients.producer.ProducerConfig", Level.WARN),
          Map.entry("org.apache.kafka.clients.admin.AdminClientConfig", Level.WARN),
          Map.entry("kafka.server.KafkaConfig", Level.WARN),
          Map.entry("org.apache.kafka.common.config.AbstractConfig", Level.WARN),
          // A consumer is made for each look at the dead letters, and says so in a dozen lines.
          Map.entry("org.apache.kafka.clients.consumer", Level.WARN),
          Map.entry("org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils", Level.ERROR),
          Map.entry("org.apache.kafka.clients.Metadata", Level.WARN),
          // Of a cluster that does not answer it says the same hundreds of times a second.
          Map.entry("org.apache.kafka.clients.admin.internals.AdminMetadataManager", Level.WARN),
          Map.entry("org.apache.kafka.common.metrics.Metrics", Level.WARN),
          Map.entry("org.apache.kafka.common.utils.AppInfoParser", Level.WARN),
          // Logs what clients say of themselves, at each handshake.
          Map.entry("io.modelcontextprotocol.server", Level.ERROR));

  private static final RecentLines RECENT = new RecentLines();

  /** How a line is written. */
  public enum Format {
    /** For people. */
    TEXT,
    /** One JSON object a line, with what is said about a document as fields. */
    JSON
  }

  /** How lines are written. */
  public static final Setting<Format> FORMAT =
      Setting.choice(
          "log.format",
          Format.class,
          Format.TEXT,
          "How the log is written: lines for people, or one JSON object a line.");

  private Log() {}

  /**
   * To one file that rolls at a fixed size: from here on nothing reaches the terminal but what
   * Freshet says itself.
   */
  public static void toFile(Path file, Format format) {
    to(context -> file(context, file, format));
  }

  /** To standard error, for whoever collects what containers say. */
  public static void toConsole(Format format) {
    to(context -> console(context, format));
  }

  /** What took effect and where it came from; secrets are masked. */
  public static void settings(List<Settings.Effective> effective, Masks masks) {
    Logger log = LoggerFactory.getLogger(Log.class);
    effective.forEach(one -> log.info("{} = {} ({})", one.key(), masks.value(one), one.source()));
  }

  /**
   * The last of what was logged since the start, 1 MiB of text at most, with a line of its own that
   * says how many lines went before; as it was written, so not without secrets.
   */
  public static String recent() {
    return RECENT.text();
  }

  private static void to(Function<LoggerContext, Appender<ILoggingEvent>> appender) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.setPackagingDataEnabled(false);
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    QUIETER.forEach((name, level) -> context.getLogger(name).setLevel(level));
    root.addAppender(appender.apply(context));
    root.addAppender(RECENT.started(context, encoder(context, Format.TEXT)));
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static Appender<ILoggingEvent> console(LoggerContext context, Format format) {
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder(context, format));
    appender.start();
    return appender;
  }

  private static Appender<ILoggingEvent> file(LoggerContext context, Path file, Format format) {
    var appender = new RollingFileAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder(context, format));
    var trigger = new SizeBasedTriggeringPolicy<ILoggingEvent>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(BYTES));
    trigger.start();
    appender.setTriggeringPolicy(trigger);
    var rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMinIndex(1);
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    appender.setRollingPolicy(rolling);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case TEXT -> text();
          case JSON -> json();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text() {
    var encoder = new PatternLayoutEncoder();
    encoder.setPattern(
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{36} %msg %replace(%kvp){'\\p{Cntrl}',' '}%n");
    return encoder;
  }

  private static Encoder<ILoggingEvent> json() {
    var encoder = new JsonEncoder();
    encoder.setWithSequenceNumber(false);
    encoder.setWithNanoseconds(false);
    encoder.setWithContext(false);
    encoder.setWithMarkers(false);
    // What a line says is whole in the formatted message.
    encoder.setWithMessage(false);
    encoder.setWithArguments(false);
    encoder.setWithFormattedMessage(true);
    return encoder;
  }
}
