package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live design and its sessions; the single writer of its document. An update is accepted by the {@link Intake},
 * written by the {@link JournalTurn}, and only then sent on by the {@link FanOut} and acknowledged. Confined to one event
 * loop, its {@link RoomLoop}'s; whoever is elsewhere comes through {@link Rooms}.
 */
@EventLoop
final class Room implements JournalTurn.Listener, Upkeep.Host {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final String designId;
    private final RoomLoop loop;
    private final Turns turns;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final ClientIds clientIds = new ClientIds();
    private final Presence presence;
    private final JournalTurn journal;
    private final FanOut fanOut;
    private final Upkeep upkeep;
    private final WorkQueue work = new WorkQueue(this::failed);
    private final ChangeNotice changes;
    private final DurableWaits waits = new DurableWaits();

    private RoomState state = new RoomState.Loading();
    private @Nullable Live live;
    private Intake.Known durable = new Intake.Known(new byte[] {0}, 0);
    private Intake.Known cut = durable;
    private long cutNanos;
    private Future<Void> predecessor = Future.succeededFuture();
    private Future<?> loading = Future.succeededFuture();
    private Future<Void> ended = Future.succeededFuture();
    private @Nullable Throwable whyClosed;
    private long upkeepTimer = -1;
    private long unloadTimer = -1;

    /** What exists once the room is loaded. */
    record Live(
            LoadedRoom loaded,
            @Nullable String epoch,
            NativeDocument document,
            Checkpointer checkpointer,
            Intake intake,
            Messages messages) {}

    Room(String designId, RoomLoop loop) {
        this.designId = designId;
        this.loop = loop;
        this.turns = loop.turns();
        this.limits = loop.limits();
        this.metrics = loop.metrics();
        this.presence = new Presence(clientIds, designId, loop.presence(), limits.departedMax());
        this.journal = new JournalTurn(turns, loop.store().journal(), designId, limits, this);
        this.fanOut = new FanOut(turns, limits, sessions, () -> durable.vector(), metrics);
        this.changes = new ChangeNotice(designId, loop, this::project);
        this.upkeep = new Upkeep(loop, sessions, presence, fanOut, this);
    }

    // ---- life ----

    /**
     * Reads the design.
     *
     * @param before completes when the last room of this design writes nothing any more
     */
    void load(Future<Void> before) {
        metrics.roomOpened();
        predecessor = before;
        loading = before.otherwiseEmpty()
                .compose(_ -> loop.ownership().claim(designId))
                .compose(claim -> loop.loader().load(designId, claim, loop.worker(), loop.suspects()))
                .onSuccess(this::loaded)
                .onFailure(failure -> {
                    if (!(failure instanceof OwnedElsewhereException)) {
                        LOG.atWarn()
                                .addKeyValue("designId", designId)
                                .addKeyValue("cause", failure)
                                .log("a design cannot be loaded");
                    }
                    whyClosed = failure;
                    close(SessionEnd.TRY_AGAIN);
                });
    }

    private void loaded(LoadedRoom loaded) {
        loop.assertHere();
        NativeDocument document =
                new NativeDocument(loop.worker(), limits, designId, loaded.document(), this::nativeFailed);
        if (closed()) {
            document.close();
            return;
        }
        boolean damaged = loaded.damagedAt() > 0;
        journal.loaded(loaded.sequence(), loaded.fencingToken());
        clientIds.restore(loaded.owners());
        Checkpointer checkpointer = new Checkpointer(designId, document, loop);
        checkpointer.grew(loaded.tailUpdates(), loaded.tailBytes());
        String stored = loaded.epoch();
        String epoch = stored == null && !damaged ? loop.newEpoch() : stored;
        Intake intake = new Intake(loop, clientIds, loaded.structure(), journal, damaged);
        durable = intake.known();
        cut = durable;
        fanOut.loaded(durable.vector());
        SyncReplies replies = new SyncReplies(document, limits.joinStatesMax(), metrics);
        Messages.Parts parts = new Messages.Parts(journal, work, sessions, presence, fanOut, upkeep);
        Messages messages = new Messages(this, parts, loop, intake, replies, epoch);
        live = new Live(loaded, epoch, document, checkpointer, intake, messages);
        if (stored == null && epoch != null) {
            intake.beginWith(new JournalCodec.Birth(epoch));
        }
        if (damaged) {
            metrics.damaged(true);
            LOG.atError()
                    .addKeyValue("designId", designId)
                    .addKeyValue("sequence", loaded.damagedAt())
                    .log("a design is read-only: its journal cannot be used from here on");
        }
        state = new RoomState.Open();
        upkeepTimer = turns.every(limits.upkeepInterval(), this::tend);
        work.open();
        considerUnload();
    }

    private Live live() {
        Live present = live;
        if (present == null) {
            throw new IllegalStateException("room of " + designId + " is " + state);
        }
        return present;
    }

    @Override
    public boolean closed() {
        return state instanceof RoomState.Closed;
    }

    private void considerUnload() {
        if (sessions.isEmpty() && state instanceof RoomState.Open open) {
            state = open.lastSessionLeft();
            unloadTimer = turns.after(limits.idleBeforeUnload(), this::unload);
        }
    }

    private void stayOpen() {
        if (state instanceof RoomState.Draining draining) {
            state = draining.sessionJoined();
            turns.cancel(unloadTimer);
        }
    }

    private void unload() {
        if (!(state instanceof RoomState.Draining)) {
            return;
        }
        whenDurable(journal.accepted(), true).compose(_ -> compact()).onComplete(_ -> {
            if (state instanceof RoomState.Draining) {
                if (journal.idle() && work.idle()) {
                    close(SessionEnd.TRY_AGAIN);
                } else {
                    unloadTimer = turns.after(limits.idleBeforeUnload(), this::unload);
                }
            }
        });
    }

    /**
     * Waits for the disk.
     *
     * @param patient whether to go on waiting while the store is known to be away
     * @return completes when a sequence is on disk; fails if the room is closed before
     */
    Future<Void> whenDurable(long sequence, boolean patient) {
        if (journal.durable() >= sequence) {
            return Future.succeededFuture();
        }
        return journal.stalled() && !patient ? Future.failedFuture(DurableWaits.away()) : waits.add(sequence, patient);
    }

    private Future<Void> compact() {
        Live room = live;
        if (room == null
                || room.loaded().damagedAt() > 0
                || !room.checkpointer().anythingNew()) {
            return Future.succeededFuture();
        }
        String epoch = room.epoch();
        return epoch == null
                ? Future.succeededFuture()
                : room.checkpointer().run(journal.durable(), epoch, clientIds.owners());
    }

    /** Stops the room: what is accepted goes to disk, a checkpoint is made, the sessions are told why; or time is up. */
    Future<Void> drain(SessionEnd end) {
        Promise<Void> written = Promise.promise();
        long deadline = turns.after(limits.drainMax(), () -> written.tryFail("time is up"));
        this.<Void>whenLoaded(() -> whenDurable(journal.accepted(), true).compose(_ -> compact()))
                .onComplete(_ -> written.tryComplete());
        return written.future().transform(_ -> {
            turns.cancel(deadline);
            close(end);
            return ended;
        });
    }

    void close(SessionEnd end) {
        loop.assertHere();
        if (closed()) {
            return;
        }
        state = new RoomState.Closed();
        turns.cancel(upkeepTimer);
        turns.cancel(unloadTimer);
        for (Session session : List.copyOf(sessions)) {
            drop(session, end);
        }
        if (journal.stalled()) {
            metrics.stalled(false);
        }
        Future<Void> checkpoint = Future.succeededFuture();
        Live room = live;
        if (room != null) {
            room.document().close();
            if (room.loaded().damagedAt() > 0) {
                metrics.damaged(false);
            }
            checkpoint = room.checkpointer().quiet();
        }
        presence.close();
        metrics.roomClosed();
        ended = Future.join(List.of(predecessor, loading, journal.stop(), checkpoint))
                .transform(_ -> Future.succeededFuture());
        loop.forget(designId, this, ended);
        work.close();
        waits.closed(designId);
    }

    /** Something threw that must not: the work that threw is lost, the room goes on. */
    void failed(Throwable failure) {
        metrics.fault();
        LOG.atError().addKeyValue("designId", designId).setCause(failure).log("work of a room failed");
    }

    /** The structure may be half changed, so the room begins again from the store. */
    void gateFailed(Session session, Throwable failure) {
        if (!closed()) {
            failed(failure);
            session.end(SessionEnd.TRY_AGAIN);
            close(SessionEnd.TRY_AGAIN);
        }
    }

    private void nativeFailed(Throwable failure) {
        if (!closed()) {
            LOG.atError()
                    .addKeyValue("designId", designId)
                    .setCause(failure)
                    .log("native code fails; the room is rebuilt from the store");
            close(SessionEnd.TRY_AGAIN);
        }
    }

    private <T> Future<T> whenLoaded(Supplier<Future<T>> wanted) {
        Promise<T> promise = Promise.promise();
        work.add(() -> {
            if (closed()) {
                promise.fail(Objects.requireNonNullElseGet(whyClosed, () -> new RoomClosedException(designId)));
            } else {
                started(wanted).onComplete(promise);
            }
        });
        return promise.future();
    }

    private static <T> Future<T> started(Supplier<Future<T>> wanted) {
        try {
            return wanted.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    // ---- sessions ----

    /** {@code asOf}: when the grant was read, by the count of revocations */
    Future<Session> join(JoinRequest request, Grant grant, long asOf) {
        return whenLoaded(() -> {
            loop.requireGranted(designId, grant.identity(), asOf);
            String declared = request.epoch();
            if (declared != null && live().epoch() != null && !declared.equals(live().epoch())) {
                return Future.failedFuture(new JoinRefusedException(SessionEnd.EPOCH_DIFFERS));
            }
            if (sessions.size() >= limits.sessionsMax()) {
                return Future.failedFuture(new JoinRefusedException(SessionEnd.TRY_AGAIN));
            }
            stayOpen();
            Session session = new Session(
                    loop.newSessionId(), request, grant, metrics, loop.clock().instant(), turns.nanoTime());
            sessions.add(session);
            clientIds.joined(grant.identity());
            metrics.sessionJoined();
            welcome(session);
            return Future.succeededFuture(session);
        });
    }

    private void welcome(Session session) {
        long now = turns.nanoTime();
        switch (session.framing()) {
            case Framing.YWebsocket _ -> session.ask(live().intake().stateVector(), true, now);
            case Framing.Hocuspocus _ ->
                session.send(new ServerMessage.Authenticated(live().intake().readOnly(session)), now);
        }
        if (presence.size() > 0) {
            session.send(new ServerMessage.Awareness(presence.everybody()), now);
        }
        if (journal.stalled()) {
            session.send(new ServerMessage.Stateless(Reason.STORE_UNAVAILABLE.json()), now);
        }
    }

    boolean readOnly(Session session) {
        return live().intake().readOnly(session);
    }

    /** The client has left; what it said before is handled first. */
    void left(Session session) {
        work.add(() -> leave(session));
    }

    void leave(Session session) {
        if (sessions.contains(session)) {
            session.leave();
            drop(session, SessionEnd.TRY_AGAIN);
            considerUnload();
        }
    }

    void identities(Set<String> found) {
        sessions.forEach(session -> found.add(session.identity()));
    }

    /** Ends the sessions of an identity. */
    void revoke(String identity) {
        for (Session session : List.copyOf(sessions)) {
            if (session.identity().equals(identity)) {
                drop(session, SessionEnd.UNAUTHORISED);
            }
        }
        considerUnload();
    }

    @Override
    public void drop(Session session, SessionEnd end) {
        if (sessions.remove(session)) {
            if (session.lagging()) {
                metrics.laggingEnded(false);
            }
            metrics.sessionLeft();
            presence.left(session);
            clientIds.left(session.identity());
            session.end(end);
            upkeep.schedulePresence();
            if (live != null) {
                live.messages().gaps().ownerLeft();
            }
        }
    }

    // ---- messages ----

    void receive(Session session, ClientMessage message, Runnable handled) {
        loop.assertHere();
        work.add(() -> {
            try {
                if (!closed() && !session.ended()) {
                    live().messages().handle(session, message);
                }
            } catch (RuntimeException | StackOverflowError e) {
                failed(e);
                drop(session, SessionEnd.TRY_AGAIN);
            } finally {
                handled.run();
            }
        });
    }

    void receivedMalformed(Session session, int offset, String what) {
        work.add(() -> {
            if (!closed() && !session.ended()) {
                live().messages().malformed(session, offset, what);
            }
        });
    }

    // ---- the journal's news ----

    @Override
    public void cut() {
        cut = live().intake().known();
        cutNanos = turns.nanoTime();
    }

    @Override
    public void durable(List<Taken> turn) {
        if (closed()) {
            return;
        }
        try {
            tellDurable(turn);
        } catch (RuntimeException e) {
            failed(e);
            close(SessionEnd.TRY_AGAIN);
        }
    }

    private void tellDurable(List<Taken> turn) {
        long now = turns.nanoTime();
        durable = cut;
        metrics.durable(turn.size(), now - cutNanos);
        long bytes = 0;
        for (Taken taken : turn) {
            bytes += taken.update().bytes().length;
        }
        Live room = live();
        room.document().durable(turn);
        room.checkpointer().grew(turn.size(), bytes);
        for (Session session : sessions) {
            if (session.awaits()) {
                session.answer(journal.durable(), now);
            }
            if (session.wantsDurable()) {
                session.durableAdvanced();
                sayDurable(session);
            }
        }
        fanOut.durable(turn);
        if (room.checkpointer().due()) {
            compact();
        }
        changes.announce();
        waits.durable(journal.durable());
        callBack();
    }

    /** Stock clients send a refused edit again when they reconnect, and not before: once there is room they must. */
    private void callBack() {
        if (journal.unsavedBytes() > limits.unsavedBytesMax() / 2) {
            return;
        }
        for (Session session : List.copyOf(sessions)) {
            if (session.turnedAway()) {
                drop(session, SessionEnd.TRY_AGAIN);
            }
        }
        considerUnload();
    }

    @Override
    public void stalled(boolean away) {
        metrics.stalled(away);
        LOG.atWarn()
                .addKeyValue("designId", designId)
                .addKeyValue("sequence", journal.durable())
                .log(away ? "the store is away: acknowledgements wait" : "the store is back");
        String payload = away
                ? Reason.STORE_UNAVAILABLE.json()
                : new JsonObject().put("code", "storeBack").encode();
        if (away) {
            waits.stalled();
        }
        for (Session session : sessions) {
            session.send(new ServerMessage.Stateless(payload), turns.nanoTime());
        }
    }

    @Override
    public void lost(Throwable why) {
        LOG.atError()
                .addKeyValue("designId", designId)
                .addKeyValue("sequence", journal.durable())
                .setCause(why)
                .log("another owner writes the design; this room is void");
        close(SessionEnd.TRY_AGAIN);
    }

    @Override
    public void sayDurable(Session session) {
        if (session.durableUntold()
                && session.durableDue(turns.nanoTime(), limits.durableInterval().toNanos())) {
            session.sayDurable(journal.durable(), durable.vector(), durable.version(), turns.nanoTime());
        }
    }

    @Override
    public void resync(Session session) {
        live().messages().reply(session, session.peerVector());
    }

    private void tend() {
        long now = turns.nanoTime();
        upkeep.tend(now);
        live().messages().gaps().tend(now);
        considerUnload();
    }

    // ---- whoever runs the server ----

    RoomSurvey survey() {
        Live room = live;
        long now = turns.nanoTime();
        return new RoomSurvey(
                journal.accepted() - journal.durable(),
                journal.unsavedBytes(),
                journal.oldestUnsavedNanos(now),
                room == null ? 0 : room.checkpointer().ageNanos(now),
                room == null ? 0 : room.checkpointer().updatesSince());
    }

    RoomReport report() {
        Live room = live;
        return new RoomReport(
                designId,
                state.name(),
                room == null ? null : room.epoch(),
                journal.accepted(),
                journal.durable(),
                room == null ? 0 : room.loaded().damagedAt(),
                survey(),
                sessions.stream().map(session -> SessionReport.of(session)).toList());
    }

    /** {@return whether the session was here} */
    boolean kick(String sessionId) {
        for (Session session : List.copyOf(sessions)) {
            if (session.id().equals(sessionId)) {
                drop(session, SessionEnd.TRY_AGAIN);
                considerUnload();
                return true;
            }
        }
        return false;
    }

    /** Makes a checkpoint of everything accepted so far. */
    Future<Void> flush() {
        return whenLoaded(() -> live().loaded().damagedAt() > 0
                ? Future.failedFuture(new DesignDamagedException())
                : whenDurable(journal.accepted(), true).compose(_ -> compact()));
    }

    // ---- the server's own questions and edits ----

    Future<byte[]> project() {
        return whenLoaded(() -> live().document().ask(doc -> doc.project()));
    }

    /**
     * Edits by the server; while it is made, nothing else is taken, so it must not wait for a store that is away. Nor
     * does whoever asked: an edit that was taken before the store went away is written when it is back.
     */
    Future<Long> edit(String actor, byte[] operations) {
        return whenLoaded(() -> {
            live().intake().requireWhole();
            if (journal.stalled()) {
                return Future.failedFuture(DurableWaits.away());
            }
            Future<Long> taken = whenDurable(journal.accepted(), false)
                    .compose(_ -> live().document().edit(live().intake().serverClientId(), operations))
                    .compose(update -> live().intake().takeOwn(actor, update));
            work.waitFor(taken);
            return taken.compose(sequence -> whenDurable(sequence, false).map(sequence));
        });
    }
}
