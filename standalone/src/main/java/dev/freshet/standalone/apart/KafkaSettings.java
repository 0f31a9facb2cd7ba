package dev.freshet.standalone.apart;

import dev.freshet.common.settings.Setting;
import dev.freshet.common.settings.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * How the cluster is reached.
 *
 * @param clients what every Kafka client needs; holds secrets
 */
public record KafkaSettings(Map<String, Object> clients) {

  /** How brokers are spoken to. */
  public enum Protocol {
    PLAINTEXT,
    SSL,
    SASL_PLAINTEXT,
    SASL_SSL
  }

  /** How a client says who it is. */
  public enum Mechanism {
    PLAIN("PLAIN", "org.apache.kafka.common.security.plain.PlainLoginModule"),
    SCRAM_SHA_256("SCRAM-SHA-256", "org.apache.kafka.common.security.scram.ScramLoginModule"),
    SCRAM_SHA_512("SCRAM-SHA-512", "org.apache.kafka.common.security.scram.ScramLoginModule");

    private final String kafkaName;
    private final String login;

    Mechanism(String kafkaName, String login) {
      this.kafkaName = kafkaName;
      this.login = login;
    }
  }

  private static final Setting<String> BOOTSTRAP =
      Setting.text(
          "kafka.bootstrap", "localhost:9092", "Brokers to begin with: HOST:PORT,HOST:PORT.");
  private static final Setting<Protocol> PROTOCOL =
      Setting.choice(
          "kafka.security", Protocol.class, Protocol.PLAINTEXT, "How brokers are spoken to.");
  private static final Setting<Mechanism> MECHANISM =
      Setting.choice(
          "kafka.sasl-mechanism", Mechanism.class, Mechanism.SCRAM_SHA_512, "How to log in.");
  private static final Setting<String> USER =
      Setting.text("kafka.sasl-user", "", "Who logs in, where kafka.security is a sasl one.");
  private static final Setting<String> PASSWORD =
      Setting.secret("kafka.sasl-password", "Its password.");
  private static final Setting<String> CA =
      Setting.text(
          "kafka.tls-ca",
          "",
          "PEM file of the authorities that brokers' certificates are held against; none: the JDK's.");
  private static final Setting<String> IDENTITY =
      Setting.text(
          "kafka.tls-identity", "", "PEM file of this client's key and certificates; none: none.");
  private static final Setting<String> PROPERTIES =
      Setting.text(
          "kafka.properties",
          "",
          "File of Kafka client properties for what has no setting here, such as OAuth; they win.");

  private static final Pattern SECRET =
      Pattern.compile("(?i)password|secret|jaas|credential|token|keystore\\.key");

  /** Of a JAAS line, what may be a user or a password. */
  private static final Pattern JAAS_VALUE =
      Pattern.compile("(?i)(?:password|secret|token)\\w*\\s*=\\s*\"?([^\"\\s;]+)");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(BOOTSTRAP, PROTOCOL, MECHANISM, USER, PASSWORD, CA, IDENTITY, PROPERTIES);

  /** What is secret among them, also of what kafka.properties adds; to be masked. */
  List<String> secrets() {
    List<String> secrets = new ArrayList<>();
    clients.forEach(
        (key, value) -> {
          if (SECRET.matcher(key).find() && value instanceof String text) {
            secrets.add(text);
            JAAS_VALUE.matcher(text).results().map(found -> found.group(1)).forEach(secrets::add);
          }
        });
    return secrets;
  }

  /** Says nothing of what it holds. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrap.servers=" + clients.get("bootstrap.servers") + "]";
  }

  /** Reads them. */
  public static KafkaSettings of(Settings settings) {
    Map<String, Object> clients = new HashMap<>();
    clients.put("bootstrap.servers", settings.get(BOOTSTRAP));
    Protocol protocol = settings.get(PROTOCOL);
    clients.put("security.protocol", protocol.name());
    login(settings, protocol, clients);
    pem(settings, CA, "ssl.truststore", clients);
    pem(settings, IDENTITY, "ssl.keystore", clients);
    clients.putAll(properties(settings));
    return new KafkaSettings(Map.copyOf(clients));
  }

  private static void login(Settings settings, Protocol protocol, Map<String, Object> clients) {
    Mechanism mechanism = settings.get(MECHANISM);
    String user = settings.get(USER);
    String password = settings.get(PASSWORD);
    boolean sasl = protocol == Protocol.SASL_PLAINTEXT || protocol == Protocol.SASL_SSL;
    if (sasl && (user.isEmpty() || password.isEmpty()) && settings.get(PROPERTIES).isEmpty()) {
      settings.problem(
          "kafka.security is "
              + protocol.name().toLowerCase(Locale.ROOT).replace('_', '-')
              + ": give kafka.sasl-user and kafka.sasl-password, or a file with kafka.properties");
    }
    if (sasl && !user.isEmpty()) {
      clients.put("sasl.mechanism", mechanism.kafkaName);
      clients.put(
          "sasl.jaas.config",
          mechanism.login
              + " required username=\""
              + quoted(user)
              + "\" password=\""
              + quoted(password)
              + "\";");
    }
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void pem(
      Settings settings, Setting<String> setting, String store, Map<String, Object> clients) {
    String file = settings.get(setting);
    if (file.isEmpty()) {
      return;
    }
    if (!Files.isReadable(Path.of(file))) {
      settings.problem(setting.key() + " is \"" + file + "\": there is no such file to be read");
    }
    clients.put(store + ".type", "PEM");
    clients.put(store + ".location", file);
  }

  private static Map<String, String> properties(Settings settings) {
    String file = settings.get(PROPERTIES);
    Map<String, String> more = new HashMap<>();
    if (file.isEmpty()) {
      return more;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(
          PROPERTIES.key() + " is \"" + file + "\": it cannot be read: " + e.getMessage());
    }
    properties.stringPropertyNames().forEach(key -> more.put(key, properties.getProperty(key)));
    return more;
  }
}
