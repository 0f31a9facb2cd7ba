package dev.freshet.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may import whom: what is not allowed here is forbidden. See CONTRIBUTING. */
class HouseTest {
  private static final String HOUSE = "dev.freshet";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);

  /** Each room, and the rooms besides the vocabulary and itself that it may import. */
  private static final Map<String, List<String>> ROOMS =
      Map.of(
          "common", List.of(),
          "stores.testkit", List.of(),
          "stores.lucene", List.of(),
          "embedders.testkit", List.of(),
          "embedders.onnx", List.of(),
          "embedders.http", List.of(),
          "ingest", List.of(),
          "query", List.of(),
          "standalone",
              List.of("stores.lucene", "embedders.onnx", "embedders.http", "ingest", "query"));

  /** How many public top-level types a room may have: its face, its settings, what they speak. */
  private static final Map<String, Integer> PUBLIC_TYPES =
      Map.of(
          "stores.lucene", 8,
          "embedders.onnx", 8,
          "embedders.http", 8,
          "ingest", 60,
          "query", 60,
          "standalone", 24);

  /** Each library, and the only packages that may open its door. */
  private static final Map<String, List<String>> DOORS =
      Map.ofEntries(
          Map.entry("org.apache.tika", List.of("ingest.parse..")),
          Map.entry("org.jsoup", List.of("ingest.parse..")),
          Map.entry("org.commonmark", List.of("ingest.parse..")),
          Map.entry("org.apache.lucene.analysis", List.of("common.text", "stores.lucene..")),
          Map.entry("org.apache.lucene.index", List.of("stores.lucene..")),
          Map.entry("org.apache.lucene.search", List.of("stores.lucene..")),
          Map.entry("org.apache.lucene.store", List.of("stores.lucene..")),
          Map.entry("org.apache.lucene.document", List.of("stores.lucene..")),
          Map.entry("kafka", List.of("standalone.broker")),
          Map.entry("org.apache.kafka.server", List.of("standalone.broker")),
          Map.entry("org.apache.kafka.metadata", List.of("standalone.broker")),
          Map.entry("org.apache.kafka.streams", List.of("ingest..")),
          Map.entry("ai.onnxruntime", List.of("embedders.onnx..")),
          Map.entry("ai.djl", List.of("embedders.onnx..")),
          Map.entry("io.helidon", List.of("query.web..")),
          Map.entry("picocli", List.of("standalone..")),
          Map.entry("ch.qos.logback", List.of("standalone.up")),
          Map.entry("io.micrometer", List.of("common.telemetry")),
          Map.entry(
              "com.google.protobuf",
              List.of("common.topics..", "ingest.parse..", "embedders.onnx..")),
          Map.entry(
              "com.fasterxml.jackson",
              List.of(
                  "common..",
                  "embedders..",
                  "stores.lucene..",
                  "ingest..",
                  "query..",
                  "standalone.client..",
                  "standalone.commands..")));

  @Test
  void room_importsOnlyTheVocabularyItselfAndWhatItIsGranted() {
    ROOMS.forEach(
        (room, granted) ->
            classes()
                .that()
                .resideInAPackage(HOUSE + "." + room + "..")
                .should()
                .onlyDependOnClassesThat(notOfTheHouseOr(room, granted))
                .allowEmptyShould(true)
                .check(CLASSES));
  }

  private static DescribedPredicate<JavaClass> notOfTheHouseOr(String room, List<String> granted) {
    return DescribedPredicate.describe(
        "are of common, " + room + " or " + granted,
        type ->
            !within(type, "")
                || within(type, ".common")
                || within(type, "." + room)
                || granted.stream().anyMatch(other -> within(type, "." + other)));
  }

  private static boolean within(JavaClass type, String room) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(HOUSE + room) || name.startsWith(HOUSE + room + ".");
  }

  @Test
  void everyClass_isInARoomThisTestKnows() {
    assertThat(CLASSES)
        .allSatisfy(type -> assertThat(ROOMS.keySet()).anyMatch(room -> within(type, "." + room)));
  }

  @Test
  void library_staysBehindItsDoor() {
    DOORS.forEach(
        (library, doors) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(
                    doors.stream().map(door -> HOUSE + "." + door).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library, library + "..")
                .check(CLASSES));
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(HOUSE + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyPackage_saysWhatItIs() {
    var without = new TreeSet<String>();
    for (JavaClass type : CLASSES) {
      if (!type.getPackage().containsClassWithSimpleName("package-info")) {
        without.add(type.getPackageName());
      }
    }
    assertThat(without).as("packages without package-info.java").isEmpty();
  }

  @Test
  void publicTypes_areFew() {
    var counted = new TreeMap<String, Integer>();
    for (JavaClass type : CLASSES) {
      if (type.getModifiers().contains(JavaModifier.PUBLIC) && type.isTopLevelClass()) {
        ROOMS.keySet().stream()
            .filter(room -> within(type, "." + room))
            .forEach(room -> counted.merge(room, 1, Integer::sum));
      }
    }
    PUBLIC_TYPES.forEach(
        (room, most) ->
            assertThat(counted.getOrDefault(room, 0))
                .as("public types of " + room)
                .isLessThanOrEqualTo(most));
  }

  @Test
  void names_sayWhatThingsAre() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameContaining("Chunk")
        .check(CLASSES);
  }
}
