package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.AccessDeniedException.Kind;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.RecordQuery;
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
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesignAccessTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String NOWHERE = "AAAAAAAAAAAAAAAAAAAAAA";

    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore(vertx, new MemoryStore.Disk());
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Designs designs = new Designs(
            vertx,
            store.records(),
            new FakeLiveDesigns(vertx),
            PresenceBoard.local(vertx, new SimpleMeterRegistry()),
            clock,
            new SecureRandom(),
            DesignsLimits.DEFAULTS);
    private final String designId = Outcome.of(designs.create("local", "Shop")).id();

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private Grant grant(String design, @Nullable String token) {
        return Outcome.of(new DesignAccess(store.records(), clock).grant(design, token));
    }

    private void denies(String design, @Nullable String token, Kind kind) {
        assertThatThrownBy(() -> grant(design, token))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.kind()).isEqualTo(kind));
    }

    private CreatedLink link(Role role, @Nullable Instant expiresAt) {
        return Outcome.of(designs.links().create(designId, role, expiresAt));
    }

    @Test
    @DisplayName("[API-27] without a token one is the local user and owns every design")
    void grantsTheLocalUser() {
        for (String token : new String[] {null, "", "local"}) {
            assertThat(grant(designId, token)).isEqualTo(new Grant("local", Role.OWNER, null));
        }
    }

    @ParameterizedTest
    @DisplayName("[API-27] a design that does not exist, by whatever name, is unknown")
    @ValueSource(strings = {NOWHERE, "", "x", "../../etc/passwd", "__proto__", "\0"})
    void deniesUnknownDesigns(String unknown) {
        denies(unknown, null, Kind.UNKNOWN_DESIGN);
    }

    @Test
    @DisplayName("[API-27] a deleted design is told as deleted until it is restored")
    void deniesDeletedDesigns() {
        String token = link(Role.VIEWER, null).token();
        Outcome.of(designs.delete(designId));

        denies(designId, null, Kind.DELETED);
        denies(designId, token, Kind.DELETED);
        Outcome.of(designs.restore(designId));
        assertThat(grant(designId, token).role()).isEqualTo(Role.VIEWER);
    }

    @Test
    @DisplayName("[API-25] a token grants its link's role under the link's identity until it expires")
    void grantsALink() {
        Instant end = NOW.plus(Duration.ofHours(1));
        CreatedLink created = link(Role.COMMENTER, end);

        Grant grant = grant(designId, created.token());

        assertThat(grant).isEqualTo(new Grant("link:" + created.link().id(), Role.COMMENTER, end));
    }

    @Test
    @DisplayName("[API-27] an unknown, malformed, expired or revoked token is unauthorised")
    void deniesBadTokens() {
        CreatedLink revoked = link(Role.EDITOR, null);
        Outcome.of(designs.links().revoke(designId, revoked.link().id()));

        denies(designId, "A".repeat(43), Kind.UNAUTHORISED);
        denies(designId, "x".repeat(65_536), Kind.UNAUTHORISED);
        denies(designId, "local ", Kind.UNAUTHORISED);
        denies(designId, link(Role.EDITOR, NOW).token(), Kind.UNAUTHORISED);
        denies(designId, revoked.token(), Kind.UNAUTHORISED);
        denies(designId, revoked.link().id(), Kind.UNAUTHORISED);
    }

    @Test
    @DisplayName("[API-27] a token of another design is forbidden, whether the asked one exists or not")
    void deniesTokensOfOtherDesigns() {
        String token = link(Role.EDITOR, null).token();
        String other = Outcome.of(designs.create("local", "Other")).id();

        denies(other, token, Kind.FORBIDDEN);
        denies(NOWHERE, token, Kind.FORBIDDEN);
    }

    @Test
    @DisplayName("[API-25] the store holds the hash of a token, not the token")
    void storesOnlyTheHash() {
        CreatedLink created = link(Role.VIEWER, null);

        var stored = Outcome.of(
                store.records().find(new RecordQuery(LinkTable.LINKS, Map.of(), Map.of(), List.of(), 0, 10)));

        String json = new String(stored.records().getFirst().json(), StandardCharsets.UTF_8);
        assertThat(json).doesNotContain(created.token());
        assertThat(json).contains(Hashes.sha256(created.token().getBytes(StandardCharsets.UTF_8)));
        assertThat(created.toString()).doesNotContain(created.token());
    }
}
