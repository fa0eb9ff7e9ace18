package io.meshplay.collab.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.room.Advisor;
import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.LiveDocument;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What sessions are told of the policies of their design. */
final class LivePoliciesTest extends LiveFixture {
    private final Replica mona = replica(1_001);

    private static Advisor policies(Vertx vertx, PolicyLimits limits) {
        try {
            return new LivePolicies(vertx, Definitions.open(null), limits);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] pair() {
        Design design = new Design(
                "shop",
                List.of(
                        component("service1", "Service", "v1", "/spec/selector/app"),
                        component("workload", "Deployment", "apps/v1", "/spec/template/metadata/labels/app")),
                List.of());
        return mona.edit(new JsonArray(new String(LiveDocument.creating(design), StandardCharsets.UTF_8)));
    }

    private static Component component(String id, String kind, String version, String pointer) {
        return new Component(
                id,
                "kubernetes",
                kind,
                version,
                "web",
                null,
                "a0",
                Position.ORIGIN,
                Size.NODE,
                new Configuration(new TreeMap<>(Map.of(pointer, Json.of("web")))),
                "",
                Json.NO_FIELDS);
    }

    private byte[] relabelled(String label) {
        return mona.edit(new JsonArray()
                .add(new JsonObject()
                        .put("op", "set")
                        .put(
                                "path",
                                new JsonArray()
                                        .add("components")
                                        .add("workload")
                                        .add("config")
                                        .add("/spec/template/metadata/labels/app"))
                        .put("value", label)));
    }

    private static List<JsonObject> told(WireClient client) {
        return client.heard("stateless").stream()
                .map(heard -> new JsonObject(heard.text()))
                .filter(message -> "evaluation".equals(message.getString("type")))
                .toList();
    }

    private static JsonObject next(WireClient client, int count) {
        Awaitility.await().until(() -> told(client).size() >= count);
        return told(client).get(count - 1);
    }

    @Test
    @DisplayName(
            "[POLICY-27] sessions are told what an edit relates, then what differs, and whoever comes later all of it")
    void tellsSessions() {
        start(RoomLimits.DEFAULTS).advise(vertx -> policies(vertx, PolicyLimits.DEFAULTS));
        WireClient client = joined("");
        assertThat(next(client, 1).getJsonArray("inferred")).isEmpty();

        assertThat(client.acknowledged(pair())).isTrue();

        JsonObject first = next(client, 2);
        assertThat(first.getJsonArray("inferred")).hasSize(1);
        JsonObject relationship = first.getJsonArray("inferred").getJsonObject(0);
        assertThat(relationship.getJsonObject("reason").getString("words")).contains("Service web");
        assertThat(first.getLong("since")).isEqualTo(next(client, 1).getLong("sequence"));

        WireClient late = joined("");
        assertThat(next(late, 1).getJsonArray("inferred")).hasSize(1);
        assertThat(next(late, 1).containsKey("since")).isFalse();

        assertThat(client.acknowledged(relabelled("api"))).isTrue();
        assertThat(next(client, 3).getJsonArray("gone"))
                .containsExactly(relationship.getJsonObject("relationship").getString("id"));
        assertThat(next(late, 2).getLong("since")).isEqualTo(first.getLong("sequence"));
        assertThat(stored("relationships")).isEmpty();
    }

    @Test
    @DisplayName("[POLICY-28] an evaluation that never ends delays no acknowledgement, and no second one is begun")
    void delaysNothing() {
        var asked = new AtomicInteger();
        start(Limits.room("adviceRestFactor", 0)).advise(_ -> new Advisor() {
            @Override
            public Future<Advice> advise(String designId, long sequence, byte[] projection) {
                asked.incrementAndGet();
                return Promise.<Advice>promise().future();
            }

            @Override
            public void forget(String designId) {}
        });
        WireClient client = joined("");
        Awaitility.await().until(() -> asked.get() == 1);

        assertThat(client.acknowledged(pair())).isTrue();
        assertThat(client.acknowledged(relabelled("api"))).isTrue();

        assertThat(asked).hasValue(1);
    }

    private static Advisor.Advice told(PolicyLimits limits) throws IOException {
        String projection = """
                {"meta":{"name":"shop"},"components":{
                 "service1":{"kind":"Service","version":"v1","model":"kubernetes","config":{"/spec/selector/app":"web"}},
                 "workload":{"kind":"Pod","version":"v1","model":"kubernetes","config":{"/metadata/labels/app":"web"}}}}""";
        return new FollowedDesign(Definitions.open(null).engine().session(), limits)
                .evaluate(1, projection.getBytes(StandardCharsets.UTF_8));
    }

    private static int length(Advisor.Advice advice) {
        return String.valueOf(advice.change()).length();
    }

    @Test
    @DisplayName(
            "[POLICY-29] one more than PolicyLimits.inferredToldMax, or than PolicyLimits.messageCharsMax, is to be asked for")
    void limitsMessages() throws IOException {
        int chars = length(told(new PolicyLimits(1 << 20, 1)));

        assertThat(told(new PolicyLimits(1 << 20, 1)).change()).contains("inferred");
        assertThat(told(new PolicyLimits(1 << 20, 0)).change())
                .contains("tooLarge")
                .doesNotContain("inferred");
        assertThat(told(new PolicyLimits(chars, 1)).change()).contains("inferred");
        assertThat(told(new PolicyLimits(chars - 1, 1)).change()).contains("tooLarge");
    }

    @Test
    @DisplayName("[POLICY-29] bounds that allow nothing are refused by name")
    void refusesLimits() {
        assertThatThrownBy(() -> new PolicyLimits(0, 0)).hasMessageContaining("policy.messageCharsMax is 0");
        assertThatThrownBy(() -> new PolicyLimits(1, -1)).hasMessageContaining("policy.inferredToldMax is -1");
    }
}
