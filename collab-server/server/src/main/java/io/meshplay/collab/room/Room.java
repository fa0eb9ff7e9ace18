package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live design, from its loading to its end; the single writer of its document. An update is accepted by the
 * {@link Intake}, written by the {@link JournalTurn}, and only then acknowledged and sent on, by {@link Durability}. The
 * sessions are its {@link Members}, and what they say is handled by {@link Messages}. Confined to one event loop, its
 * {@link RoomLoop}'s; whoever is elsewhere comes through {@link Rooms}.
 */
@EventLoop
final class Room implements Upkeep.Host {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);
    /** Operations that change nothing. */
    private static final byte[] NOTHING = {'[', ']'};

    private final String designId;
    private final RoomLoop loop;
    private final Turns turns;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final ClientIds clientIds = new ClientIds();
    private final Presence presence;
    private final Members members;
    private final FanOut fanOut;
    private final Durability durability;
    private final JournalTurn journal;
    private final Upkeep upkeep;
    private final WorkQueue work = new WorkQueue(this::failed);
    private final ChangeNotice changes;
    private final SideChannel sideChannel;

    private RoomState state = new RoomState.Loading();
    private @Nullable Live live;
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
        this.members = new Members(loop, clientIds, presence, this::memberLeft);
        this.fanOut = new FanOut(turns, limits, members.all(), metrics);
        this.durability = new Durability(this, designId, loop, members, fanOut);
        this.journal = durability.journal();
        this.changes = new ChangeNotice(designId, loop, this::project);
        this.sideChannel = new SideChannel(designId, loop, members, journal::durable, this::project);
        this.upkeep = new Upkeep(loop, members, presence, fanOut, durability, this);
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
        Intake intake = new Intake(designId, loop, clientIds, loaded.structure(), journal, damaged);
        durability.loaded(intake.known());
        SyncReplies replies = new SyncReplies(document, limits.joinStatesMax(), metrics);
        Messages.Parts parts = new Messages.Parts(durability, work, members, presence, fanOut, upkeep);
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

    Live live() {
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

    /** A room without sessions is unloaded after a while. */
    void considerUnload() {
        if (members.isEmpty() && state instanceof RoomState.Open open) {
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
        durability.whenDurable(journal.accepted(), true).compose(_ -> compact()).onComplete(_ -> {
            if (state instanceof RoomState.Draining) {
                if (journal.idle() && work.idle()) {
                    close(SessionEnd.TRY_AGAIN);
                } else {
                    unloadTimer = turns.after(limits.idleBeforeUnload(), this::unload);
                }
            }
        });
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
        this.<Void>whenLoaded(
                        () -> durability.whenDurable(journal.accepted(), true).compose(_ -> compact()))
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
        members.dropAll(_ -> true, end);
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
        sideChannel.close();
        metrics.roomClosed();
        ended = Future.join(List.of(predecessor, loading, durability.stop(), checkpoint))
                .transform(_ -> Future.succeededFuture());
        loop.forget(designId, this, ended);
        work.close();
        durability.closed();
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
            if (members.isFull()) {
                return Future.failedFuture(new JoinRefusedException(SessionEnd.TRY_AGAIN));
            }
            stayOpen();
            Session session = members.add(request, grant);
            welcome(session);
            sideChannel.joined(session);
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
        members.leave(session);
        considerUnload();
    }

    private void memberLeft() {
        upkeep.schedulePresence();
        if (live != null) {
            live.messages().gaps().ownerLeft();
        }
    }

    void identities(Set<String> found) {
        members.all().forEach(session -> found.add(session.identity()));
    }

    /** Ends the sessions of an identity. */
    void revoke(String identity) {
        members.dropAll(session -> session.identity().equals(identity), SessionEnd.UNAUTHORISED);
        considerUnload();
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
                members.drop(session, SessionEnd.TRY_AGAIN);
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

    /** Another owner writes this design. */
    void lost(Throwable why) {
        durability.lost(why);
    }

    /** A turn is on disk: the document that others are told of follows. */
    void written(List<Taken> turn) {
        long bytes = 0;
        for (Taken taken : turn) {
            bytes += taken.update().bytes().length;
        }
        live().document().durable(turn);
        live().checkpointer().grew(turn.size(), bytes);
    }

    /** The sessions know of it. */
    void told() {
        if (live().checkpointer().due()) {
            compact();
        }
        changes.announce();
        sideChannel.announce();
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
                members.all().stream().map(session -> SessionReport.of(session)).toList());
    }

    /** {@return whether the session was here} */
    boolean kick(String sessionId) {
        boolean here = members.dropAll(session -> session.id().equals(sessionId), SessionEnd.TRY_AGAIN);
        considerUnload();
        return here;
    }

    /** Makes a checkpoint of everything accepted so far. */
    Future<Void> flush() {
        return whenLoaded(() -> live().loaded().damagedAt() > 0
                ? Future.failedFuture(new DesignDamagedException())
                : durability.whenDurable(journal.accepted(), true).compose(_ -> compact()));
    }

    // ---- the server's own questions and edits ----

    Future<byte[]> project() {
        return whenLoaded(() -> live().document().ask(NativeTask.PROJECT, doc -> doc.project()));
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
            if (Arrays.equals(operations, NOTHING)) {
                long present = journal.accepted();
                return durability.whenDurable(present, false).map(present);
            }
            Future<Long> taken = durability
                    .whenDurable(journal.accepted(), false)
                    .compose(_ -> live().document().edit(live().intake().serverClientId(), operations))
                    .compose(update -> live().intake().takeOwn(actor, update));
            work.waitFor(taken);
            return taken.compose(
                    sequence -> durability.whenDurable(sequence, false).map(sequence));
        });
    }
}
