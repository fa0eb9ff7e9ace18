package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.SilentPeer;
import io.meshplay.collab.wire.Framing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Grants that are taken back between their reading and the join. */
final class RevocationTest extends LiveFixture {
    private final Promise<Grant> reading = Promise.promise();

    /** A join whose grant is read until the test says what it is. */
    private Future<RoomSession> joining() {
        JoinRequest request = new JoinRequest(DESIGN, "token", new Framing.YWebsocket(), false, null, new SilentPeer());
        return server().rooms().join(request, (_, _) -> reading.future());
    }

    private void granted() {
        reading.complete(new Grant("link:a", Role.EDITOR, null));
    }

    @Test
    @DisplayName("[ROOM-23] a design that is deleted while a join's grant is read is not opened again")
    void opensNoDeletedDesign() {
        start(RoomLimits.DEFAULTS);
        Future<RoomSession> joining = joining();
        Outcome.of(server().rooms().close(DESIGN, CloseReason.DELETED));

        granted();

        assertThatThrownBy(() -> Outcome.of(joining))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.kind()).isEqualTo(AccessDeniedException.Kind.DELETED));
        assertThat(server().metric("meshplay.rooms")).isZero();
    }

    @Test
    @DisplayName("[ROOM-23] who comes after a deletion is let in: the design was restored")
    void opensTheRestored() {
        start(RoomLimits.DEFAULTS);
        Outcome.of(server().rooms().close(DESIGN, CloseReason.DELETED));
        Future<RoomSession> joining = joining();

        granted();

        assertThat(Outcome.of(joining).readOnly()).isFalse();
    }

    @Test
    @DisplayName("[ROOM-23] [WIRE-27] a link that is revoked while a join's grant is read lets nobody in")
    void refusesTheRevoked() {
        start(RoomLimits.DEFAULTS);
        Future<RoomSession> joining = joining();
        server().rooms().revoke("link:a");

        granted();

        assertThatThrownBy(() -> Outcome.of(joining))
                .isInstanceOfSatisfying(
                        AccessDeniedException.class,
                        denied -> assertThat(denied.kind()).isEqualTo(AccessDeniedException.Kind.UNAUTHORISED));
        assertThat(server().metric("meshplay.sessions")).isZero();
    }

    @Test
    @DisplayName("[ROOM-23] [WIRE-27] a link that is revoked while the room is loaded lets nobody in")
    void refusesWhileLoading() {
        start(RoomLimits.DEFAULTS);
        Future<RoomSession> joining = joining();
        granted();
        server().rooms().revoke("link:a");

        Outcome.of(joining.<Void>transform(_ -> Future.succeededFuture()));
        awaitMetric("meshplay.sessions", 0);
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"})
    @DisplayName(
            "[ROOM-23] a join under way comes in after revocationsKeptMax revocations of others, and tries again after more")
    void limitsWhatIsRemembered(int revocations, boolean joins) {
        start(Limits.room("revocationsKeptMax", 2));
        Future<RoomSession> joining = joining();
        for (int i = 0; i < revocations; i++) {
            server().rooms().revoke("link:other" + i);
        }

        granted();

        if (joins) {
            assertThat(Outcome.of(joining).readOnly()).isFalse();
        } else {
            assertThatThrownBy(() -> Outcome.of(joining))
                    .isInstanceOfSatisfying(
                            JoinRefusedException.class,
                            refused -> assertThat(refused.end()).isEqualTo(SessionEnd.TRY_AGAIN));
        }
    }
}
