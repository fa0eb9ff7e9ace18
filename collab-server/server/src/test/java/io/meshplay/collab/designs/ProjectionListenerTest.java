package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectionListenerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(1));

    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore(vertx, new MemoryStore.Disk());
    private final PresenceBoard board = PresenceBoard.local(vertx, new SimpleMeterRegistry());
    private final Designs designs = new Designs(
            vertx,
            store.records(),
            new FakeLiveDesigns(vertx),
            board,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new SecureRandom(),
            DesignsLimits.DEFAULTS);
    private final String designId = Outcome.of(designs.create("local", "Shop")).id();
    private final ProjectionListener listener =
            new ProjectionListener(vertx, store.records(), board, Clock.fixed(LATER, ZoneOffset.UTC));

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private void projected(String id, String json) {
        Outcome.of(listener.projected(id, json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("[API-15] name, component count and time of a changed document reach the list")
    void refreshesTheList() {
        projected(designId, """
                {"meta":{"name":"Live name"},"components":{"a":{},"b":{"deleted":{"by":"x","at":1}},"c":{"deleted":false}}}
                """);

        DesignRecord design = Outcome.of(designs.get(designId));
        assertThat(design.name()).isEqualTo("Live name");
        assertThat(design.componentCount()).isEqualTo(2);
        assertThat(design.updatedAt()).isEqualTo(LATER);
        assertThat(design.createdAt()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @DisplayName("[API-7] whatever a live document is called, the list shows a name")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"meta\":{\"name\":\"  a\\u0000\\nb \"}} | ab",
                "{\"meta\":{\"name\":\"\\u202E\"}} | Shop",
                "{\"meta\":{\"name\":{}}} | Shop",
                "{\"meta\":{}} | Shop",
                "{} | Shop"
            })
    void tidiesNames(String projection, String name) {
        projected(designId, projection);

        assertThat(Outcome.of(designs.get(designId)).name()).isEqualTo(name);
    }

    @Test
    @DisplayName("[API-7] a name of a megabyte is cut to 200 characters and no character is halved")
    void cutsLongNames() {
        projected(designId, "{\"meta\":{\"name\":\"x" + "😀".repeat(500_000) + "\"}}");

        String name = Outcome.of(designs.get(designId)).name();
        assertThat(name).hasSize(199).startsWith("x😀").endsWith("😀");
    }

    @Test
    @DisplayName("[API-12] a deleted and an unknown design are left alone")
    void leavesOthersAlone() {
        Outcome.of(designs.delete(designId));

        projected(designId, "{\"meta\":{\"name\":\"New\"}}");
        projected("AAAAAAAAAAAAAAAAAAAAAA", "{\"meta\":{\"name\":\"New\"}}");

        assertThat(Outcome.of(designs.restore(designId)).name()).isEqualTo("Shop");
    }
}
