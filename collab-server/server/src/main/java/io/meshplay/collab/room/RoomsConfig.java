package io.meshplay.collab.room;

import io.meshplay.collab.store.Store;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;

/**
 * What rooms are made of.
 *
 * @param vertx where they run
 * @param loops how many event loops own rooms
 * @param store where designs are kept
 * @param ownership which designs this process owns
 * @param limits their bounds
 * @param nativeLimits how long their native calls may take
 * @param metrics what they count
 * @param clock for the expiry of grants
 * @param random for client ids and epochs
 * @param changes told of edits, debounced
 * @param advisor asked what designs mean, for their sessions
 * @param presence told who is where
 * @param blackBoxDirectory where each loop's black box lies, and reports of native calls that did not come back
 * @param suspects what native code was reading when an earlier process died
 */
public record RoomsConfig(
        Vertx vertx,
        int loops,
        Store store,
        Ownership ownership,
        RoomLimits limits,
        NativeLimits nativeLimits,
        RoomMetrics metrics,
        Clock clock,
        Random random,
        ChangeListener changes,
        Advisor advisor,
        PresenceListener presence,
        Path blackBoxDirectory,
        List<BlackBox.Suspect> suspects) {}
