package dev.freshet.standalone.commands;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.text.Sha256;
import dev.freshet.query.exchange.Scope;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet keys new}. Asks no service: a key is made here, and its hash with it. */
@Command(
    name = "new",
    description = {
      "Makes a key of 256 random bits, and its entry for the key file.",
      "The entry holds the key's hash alone: the key itself is shown this once."
    },
    footer = {
      "%nExamples:",
      "  ./freshet keys new --name feeder --scope publish",
      "  ./freshet keys new --name page --tenant acme --principal group:legal --scope read"
    })
final class NewKeyCommand implements Callable<Integer> {
  private static final int BYTES = 32;
  private static final String PREFIX = "fsk_";
  private static final String NAME = "[A-Za-z0-9._-]{1,64}";

  @Spec private CommandSpec spec;
  @Mixin HelpOption help;

  @Option(
      names = "--tenant",
      defaultValue = "default",
      paramLabel = "NAME",
      description = "Whose documents it sees and publishes (default: ${DEFAULT-VALUE}).")
  private String tenant;

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      description = "Who holds it, such as group:legal; may be given again.")
  private List<String> principals = List.of();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What it allows: read, publish or admin; may be given again (default: read).")
  private List<String> scopes = List.of("read");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What people call it in GET /v1/access and in logs.")
  private String name;

  @Option(names = "--json", description = "Print one JSON object for programs.")
  private boolean json;

  @Override
  public Integer call() {
    check();
    String key = key();
    ObjectNode entry = entry(key);
    var out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode().put("key", key);
      out.println(root.set("entry", entry).toPrettyString());
    } else {
      out.println("The key, shown this once:");
      out.println("  " + key);
      out.println("Its entry in the key file, under keys:");
      // JSON is YAML, and quotes what YAML would take for something else.
      out.println("  - " + entry);
    }
    return ExitCode.OK;
  }

  private void check() {
    try {
      var _ = new Tenant(tenant);
    } catch (IllegalArgumentException e) {
      throw wrong("--tenant \"" + tenant + "\": " + e.getMessage());
    }
    List<String> known = Arrays.stream(Scope.values()).map(Scope::label).toList();
    for (String scope : scopes) {
      if (!known.contains(scope)) {
        throw wrong("--scope \"" + scope + "\": give one of " + String.join(", ", known));
      }
    }
    if (principals.stream().anyMatch(String::isBlank)) {
      throw wrong("--principal: give a name such as group:legal");
    }
    if (name != null && !name.matches(NAME)) {
      throw wrong(
          "--name \"" + name + "\": give 1 to 64 letters, digits, dots, underscores or hyphens");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static String key() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private ObjectNode entry(String key) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    if (name != null) {
      entry.put("name", name);
    }
    entry.put("hash", "sha256:" + Sha256.hex(key));
    entry.put("tenant", tenant);
    if (!principals.isEmpty()) {
      ArrayNode list = entry.putArray("principals");
      principals.forEach(list::add);
    }
    ArrayNode allowed = entry.putArray("scopes");
    scopes.stream().distinct().forEach(allowed::add);
    return entry;
  }
}
