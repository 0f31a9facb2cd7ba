package dev.freshet.query.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.common.document.DocumentId;
import dev.freshet.common.document.DocumentIdentity;
import dev.freshet.common.document.Tenant;
import dev.freshet.common.embed.Vector;
import dev.freshet.common.failure.Outage;
import dev.freshet.common.store.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryVectorsTest {
  private static final Access ANN = new Access(new Tenant("a"), Set.of("user:ann"));
  private static final Access BOB = new Access(new Tenant("a"), Set.of("user:bob"));
  private static final Access ELSEWHERE = new Access(new Tenant("b"), Set.of("user:ann"));
  private static final Access CANARY = new Access(Tenant.CANARY, Set.of());

  private final List<String> asked = new ArrayList<>();

  private Vector model(String query) {
    asked.add(query);
    return Vector.of(query.length(), asked.size());
  }

  @Test
  void askedBefore_isNotEmbeddedAgain() {
    QueryVectors vectors = new QueryVectors(this::model, 10);
    Vector first = vectors.of(ANN, "leave");

    assertThat(vectors.of(ANN, "leave")).isEqualTo(first);
    assertThat(vectors.of(ANN, "holidays")).isNotEqualTo(first);
    assertThat(asked).containsExactly("leave", "holidays");
  }

  @Test
  void whatAnotherCallerAsked_isNotTold_byTheTimeItTakes() {
    QueryVectors vectors = new QueryVectors(this::model, 10);
    vectors.of(ANN, "merger");
    vectors.of(BOB, "merger");
    vectors.of(ELSEWHERE, "merger");

    assertThat(asked).containsExactly("merger", "merger", "merger");
  }

  @Test
  void whatIsWithheldMeanwhile_makesNoOtherCaller() {
    QueryVectors vectors = new QueryVectors(this::model, 10);
    var secret = new DocumentIdentity("documents", ANN.tenant(), new DocumentId("secret"));
    vectors.of(ANN, "merger");
    vectors.of(ANN.withholding(Set.of(secret)), "merger");

    assertThat(asked).containsExactly("merger");
  }

  @Test
  void theCanary_takesNoPlace() {
    QueryVectors vectors = new QueryVectors(this::model, 1);
    vectors.of(ANN, "a");
    vectors.of(CANARY, "b");
    vectors.of(ANN, "a");

    assertThat(asked).containsExactly("a", "b");
  }

  @Test
  void theOneLongestNotAskedFor_isForgotten() {
    QueryVectors vectors = new QueryVectors(this::model, 2);
    List.of("a", "b", "a", "c", "a", "b").forEach(query -> vectors.of(ANN, query));

    assertThat(asked).containsExactly("a", "b", "c", "b");
  }

  @Test
  void none_remembersNothing() {
    QueryVectors vectors = new QueryVectors(this::model, 0);
    vectors.of(ANN, "a");
    vectors.of(ANN, "a");

    assertThat(asked).hasSize(2);
  }

  @Test
  void aFailure_isNotRemembered() {
    QueryVectors vectors =
        new QueryVectors(
            query -> {
              if (asked.isEmpty()) {
                asked.add(query);
                throw new Outage("model", "away", null);
              }
              return model(query);
            },
            10);

    assertThatThrownBy(() -> vectors.of(ANN, "a")).isInstanceOf(Outage.class);
    assertThat(vectors.of(ANN, "a")).isEqualTo(Vector.of(1, 2));
  }
}
