package io.meshplay.collab.room;

import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop and the rooms that it owns, with what they share. Confined to that loop but for {@link #run}. */
@EventLoop
final class RoomLoop {
    private static final Duration SURVEY_INTERVAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RoomLoop.class);

    private final RoomsConfig config;
    private final Turns turns;
    private final NativeWorker worker;
    private final RoomLoader loader;
    private final Map<String, Room> rooms = new HashMap<>();
    /** Closed rooms whose last write is still under way; the next room of the design reads after it. */
    private final Map<String, Future<Void>> endings = new HashMap<>();

    private final Revocations revokedIdentities;
    private final Revocations deletedDesigns;

    private boolean stopping;
    private long surveyTimer = -1;

    RoomLoop(RoomsConfig config, Turns turns, NativeWorker worker) {
        this.config = config;
        this.turns = turns;
        this.worker = worker;
        this.loader = new RoomLoader(config.store(), config.limits());
        this.revokedIdentities = new Revocations(config.limits().revocationsKeptMax());
        this.deletedDesigns = new Revocations(config.limits().revocationsKeptMax());
        turns.run(() -> surveyTimer = turns.every(SURVEY_INTERVAL, this::survey));
    }

    private void survey() {
        RoomSurvey survey = RoomSurvey.NOTHING;
        for (Room room : rooms.values()) {
            survey = survey.with(room.survey());
        }
        metrics().surveyed(this, survey);
    }

    /** Runs work on this loop. */
    void run(Runnable work) {
        turns.run(work);
    }

    void assertHere() {
        assert turns.here() : "not on the room's loop: " + Thread.currentThread();
    }

    /** {@return the live room, loading it if need be} */
    Room room(String designId) {
        assertHere();
        Room present = rooms.get(designId);
        if (present != null) {
            return present;
        }
        Room room = new Room(designId, this);
        rooms.put(designId, room);
        room.load(endings.getOrDefault(designId, Future.succeededFuture()));
        return room;
    }

    @Nullable Room present(String designId) {
        assertHere();
        return rooms.get(designId);
    }

    /** {@code ended}: completes when the room's last write is settled; the design is given back then */
    void forget(String designId, Room room, Future<Void> ended) {
        rooms.remove(designId, room);
        Future<Void> released = ended.compose(_ -> ownership().release(designId))
                .onFailure(failure -> LOG.warn("designId={} is not given back: {}", designId, failure.getMessage()))
                .otherwiseEmpty();
        if (!released.isComplete()) {
            endings.put(designId, released);
            released.onComplete(_ -> endings.remove(designId, released));
        }
    }

    /** {@return whether the server stops, so that nobody may come any more} */
    boolean stopping() {
        return stopping;
    }

    /** Ends the sessions of an identity; a grant that was read before {@code stamp} lets nobody in any more. */
    void revoke(String identity, long stamp) {
        assertHere();
        revokedIdentities.note(identity, stamp);
        all().forEach(room -> room.revoke(identity));
    }

    /** A grant that was read before {@code stamp} opens this design no more. */
    void deleted(String designId, long stamp) {
        assertHere();
        deletedDesigns.note(designId, stamp);
    }

    /** Refuses who was granted after {@code asOf} was drawn and before the grant was taken back. */
    void requireGranted(String designId, String identity, long asOf) {
        assertHere();
        if (deletedDesigns.since(designId, asOf)) {
            throw new AccessDeniedException(AccessDeniedException.Kind.DELETED, "the design was deleted");
        }
        if (revokedIdentities.since(identity, asOf)) {
            throw new AccessDeniedException(AccessDeniedException.Kind.UNAUTHORISED, "the link was revoked");
        }
        if (!deletedDesigns.reachesBackTo(asOf) || !revokedIdentities.reachesBackTo(asOf)) {
            throw new JoinRefusedException(SessionEnd.TRY_AGAIN);
        }
    }

    List<Room> all() {
        assertHere();
        return List.copyOf(rooms.values());
    }

    /** {@return completes when all rooms are closed and given back, one after the other over a while} */
    Future<Void> drain(long windowMillis) {
        stopping = true;
        turns.cancel(surveyTimer);
        List<Future<Void>> drained = new ArrayList<>();
        List<Room> open = all();
        for (int i = 0; i < open.size(); i++) {
            Room room = open.get(i);
            long millis = drainsAfter(i, open.size(), config.random().nextDouble(), windowMillis);
            drained.add(after(millis).compose(_ -> room.drain(SessionEnd.TRY_AGAIN)));
        }
        return Future.join(drained)
                .transform(_ -> Future.join(List.copyOf(endings.values())))
                .mapEmpty();
    }

    /** {@return when one of several rooms is closed: each somewhere in its share of the window} */
    static long drainsAfter(int index, int rooms, double random, long windowMillis) {
        return (long) ((index + random) / rooms * windowMillis);
    }

    private Future<Void> after(long millis) {
        if (millis <= 0) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        turns.after(Duration.ofMillis(millis), promise::complete);
        return promise.future();
    }

    void changed(String designId, byte[] projection) {
        config.changes().changed(designId, projection);
    }

    PresenceListener presence() {
        return config.presence();
    }

    long newClientId() {
        return 1 + (config.random().nextLong() & 0x7fff_ffffL);
    }

    String newEpoch() {
        return Long.toHexString(config.random().nextLong() | Long.MIN_VALUE);
    }

    String newSessionId() {
        return HexFormat.of().toHexDigits(config.random().nextLong());
    }

    Turns turns() {
        return turns;
    }

    Ownership ownership() {
        return config.ownership();
    }

    Store store() {
        return config.store();
    }

    RoomLimits limits() {
        return config.limits();
    }

    RoomMetrics metrics() {
        return config.metrics();
    }

    Clock clock() {
        return config.clock();
    }

    NativeWorker worker() {
        return worker;
    }

    RoomLoader loader() {
        return loader;
    }

    /** {@return what native code was reading when an earlier process died, of any loop} */
    List<BlackBox.Suspect> suspects() {
        return config.suspects();
    }
}
