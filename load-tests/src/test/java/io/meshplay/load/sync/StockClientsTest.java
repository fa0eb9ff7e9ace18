package io.meshplay.load.sync;

import io.meshplay.load.RunningServer;
import io.meshplay.load.rig.Scenario;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unmodified npm clients against the built server; the scenarios check and fail by themselves. */
class StockClientsTest extends RunningServer {
    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#all")
    @DisplayName(
            "[INTEROP-1] clients of one kind join, edit, merge what was written offline, see each other come and go")
    void oneKindAlone(String kind) {
        Scenario.of("together", server())
                .with("kinds", Collections.nCopies(3, kind))
                .run();
    }

    @Test
    @DisplayName("[INTEROP-2] all kinds share one room")
    void allKindsTogether() {
        Scenario.of("together", server()).with("kinds", Kinds.ALL).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#all")
    @DisplayName("[INTEROP-4] a viewer's writes reach nobody, its presence does, and its session stays")
    void viewerReads(String kind) {
        Scenario.of("readonly", server()).with("kind", kind).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#all")
    @DisplayName("[INTEROP-5] an editor's link writes, offline too")
    void editorWrites(String kind) {
        Scenario.of("readonly.editor", server()).with("kind", kind).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#all")
    @DisplayName("[INTEROP-6] a first sync of two megabytes passes in both directions")
    void bigFirstSync(String kind) {
        Scenario.of("big", server()).with("kind", kind).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#sync")
    @DisplayName("[INTEROP-8] an unknown design is refused for good without a storm of reconnects")
    void refusalWithoutStorm(String kind) {
        Scenario.of("refusal.sync", server()).with("kind", kind).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#collab")
    @DisplayName("[INTEROP-9] an unknown design is refused, and the other document on its socket lives on")
    void refusalOfOneDocument(String kind) {
        Scenario.of("refusal.collab", server()).with("kind", kind).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#collab")
    @DisplayName("[INTEROP-10] hasUnsyncedChanges becomes false: one SyncStatus for each message")
    void countsDownUnsyncedChanges(String kind) {
        Scenario.of("collab.status", server()).with("kind", kind).run();
    }

    @Test
    @DisplayName("[INTEROP-11] a message that brings nothing new is acknowledged exactly once too")
    void acknowledgesKnownUpdates() {
        Scenario.of("collab.statusPerMessage", server()).run();
    }

    @Test
    @DisplayName("[INTEROP-12] two sessions of one document share a socket under name\\0session")
    void sessionNames() {
        Scenario.of("collab.sessionNames", server()).run();
    }

    @Test
    @DisplayName("[INTEROP-13] a malformed update is refused with a reason; the second closes that document only")
    void malformedOnCollab() {
        Scenario.of("collab.malformed", server()).run();
    }

    @Test
    @DisplayName("[INTEROP-14] a malformed update is refused with message 2; the second closes with 4422")
    void malformedOnSync() {
        Scenario.of("collab.malformedSync", server()).run();
    }

    @ParameterizedTest
    @MethodSource("io.meshplay.load.sync.Kinds#sync")
    @DisplayName("[INTEROP-15] with durable=1 message 120 tells what is durable, and only then")
    void durableVector(String kind) {
        Scenario.of("durable", server()).with("kind", kind).run();
    }
}
