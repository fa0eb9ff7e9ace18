package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One live design and its sessions; the single writer of its document. An update is accepted by the {@link Intake},
 * written by the {@link JournalTurn}, and only then sent on by the {@link FanOut} and acknowledged. Confined to one event
 * loop, its {@link RoomLoop}'s; whoever is elsewhere comes through {@link Rooms}.
 */
@EventLoop
final class Room implements JournalTurn.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final String designId;
    private final RoomLoop loop;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final ClientIds clientIds = new ClientIds();
    private final Presence presence = new Presence(clientIds);
    private final JournalTurn journal;
    private final FanOut fanOut;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<DurableWait> durableWaits = new ArrayList<>();

    private RoomState state = new RoomState.Loading();
    private @Nullable Live live;
    private byte[] durableVector = {0};
    private byte[] cutVector = {0};
    private long durableVersion;
    private long cutVersion;
    private long cutNanos;
    private int busy;
    private long gapsRetriedAt;
    private boolean presenceTimer;
    private boolean changeTimer;
    private long upkeepTimer = -1;
    private long unloadTimer = -1;

    /** What exists once the room is loaded. */
    record Live(
            LoadedRoom loaded,
            String epoch,
            NativeDocument document,
            SyncReplies replies,
            Checkpointer checkpointer,
            Intake intake) {}

    /** Somebody who waits until a sequence is on disk. */
    private record DurableWait(long sequence, Promise<Void> promise) {}

    Room(String designId, RoomLoop loop) {
        this.designId = designId;
        this.loop = loop;
        this.limits = loop.limits();
        this.metrics = loop.metrics();
        this.journal = new JournalTurn(
                loop.vertx(),
                loop.context(),
                loop.store().journal(),
                designId,
                loop.store().fencingToken(),
                this);
        this.fanOut = new FanOut(loop.vertx(), limits, sessions, () -> durableVector, metrics);
    }

    // ---- life ----

    /** {@return completes when the room can be used; a failure has closed it} */
    Future<Void> load() {
        metrics.roomOpened();
        return loop.loader()
                .load(designId, loop.worker(), loop.suspects())
                .onSuccess(this::loaded)
                .onFailure(failure -> {
                    LOG.warn("designId={} cannot be loaded: {}", designId, String.valueOf(failure));
                    close(SessionEnd.TRY_AGAIN);
                })
                .mapEmpty();
    }

    private void loaded(LoadedRoom loaded) {
        loop.assertHere();
        journal.loaded(loaded.sequence());
        clientIds.restore(loaded.owners());
        durableVector = loaded.structure().stateVector();
        cutVector = durableVector;
        fanOut.loaded(durableVector);
        NativeDocument document = new NativeDocument(loop.worker(), designId, loaded.document(), this::nativeFailed);
        Checkpointer checkpointer = new Checkpointer(designId, loop.store(), loop.worker(), document, limits);
        checkpointer.grew(loaded.tailUpdates(), loaded.tailBytes());
        String stored = loaded.epoch();
        String epoch = stored == null ? loop.newEpoch() : stored;
        Intake intake = new Intake(loop, clientIds, loaded.structure(), journal, loaded.damagedAt() > 0);
        live = new Live(
                loaded, epoch, document, new SyncReplies(document, limits.joinStatesMax()), checkpointer, intake);
        if (stored == null && loaded.damagedAt() == 0) {
            intake.beginWith(new JournalCodec.Birth(epoch));
        }
        if (loaded.damagedAt() > 0) {
            metrics.roomDamaged();
            LOG.error("designId={} is read-only: sequence={} cannot be used", designId, loaded.damagedAt());
        }
        state = new RoomState.Open();
        upkeepTimer = loop.vertx().setPeriodic(limits.upkeepInterval().toMillis(), _ -> upkeep());
        runWaiting();
        considerUnload();
    }

    private Live live() {
        Live present = live;
        if (present == null) {
            throw new IllegalStateException("room of " + designId + " is " + state);
        }
        return present;
    }

    boolean closed() {
        return state instanceof RoomState.Closed;
    }

    private void considerUnload() {
        if (sessions.isEmpty() && state instanceof RoomState.Open open) {
            state = open.lastSessionLeft();
            unloadTimer = loop.vertx().setTimer(limits.idleBeforeUnload().toMillis(), _ -> unload());
        }
    }

    private void stayOpen() {
        if (state instanceof RoomState.Draining draining) {
            state = draining.sessionJoined();
            loop.vertx().cancelTimer(unloadTimer);
        }
    }

    private void unload() {
        if (!(state instanceof RoomState.Draining)) {
            return;
        }
        whenDurable(journal.accepted()).compose(_ -> compact()).onComplete(_ -> {
            if (state instanceof RoomState.Draining) {
                if (journal.idle() && busy == 0 && waiting.isEmpty()) {
                    close(SessionEnd.TRY_AGAIN);
                } else {
                    unloadTimer =
                            loop.vertx().setTimer(limits.idleBeforeUnload().toMillis(), _ -> unload());
                }
            }
        });
    }

    /** {@return completes when a sequence is on disk; fails if the room is closed before} */
    private Future<Void> whenDurable(long sequence) {
        if (journal.durable() >= sequence) {
            return Future.succeededFuture();
        }
        Promise<Void> promise = Promise.promise();
        durableWaits.add(new DurableWait(sequence, promise));
        return promise.future();
    }

    private void completeWaits() {
        List<DurableWait> due = new ArrayList<>();
        durableWaits.removeIf(wait -> wait.sequence() <= journal.durable() && due.add(wait));
        due.forEach(wait -> wait.promise().complete());
    }

    private Future<Void> compact() {
        Live room = live;
        if (room == null
                || room.loaded().damagedAt() > 0
                || !room.checkpointer().anythingNew()) {
            return Future.succeededFuture();
        }
        return room.checkpointer().run(journal.durable(), room.epoch(), clientIds.owners());
    }

    /** Stops the room: what is accepted goes to disk, a checkpoint is made, the sessions are told why. */
    Future<Void> drain(SessionEnd end) {
        return this.<Void>whenLoaded(() -> whenDurable(journal.accepted()).compose(_ -> compact()))
                .onComplete(_ -> close(end))
                .otherwiseEmpty();
    }

    void close(SessionEnd end) {
        loop.assertHere();
        if (closed()) {
            return;
        }
        state = new RoomState.Closed();
        loop.vertx().cancelTimer(upkeepTimer);
        loop.vertx().cancelTimer(unloadTimer);
        for (Session session : List.copyOf(sessions)) {
            drop(session, end);
        }
        if (live != null) {
            live.document().close();
        }
        metrics.roomClosed();
        loop.forget(designId, this);
        runWaiting();
        for (DurableWait wait : List.copyOf(durableWaits)) {
            wait.promise()
                    .tryFail("room of " + designId + " was closed before sequence " + wait.sequence() + " was on disk");
        }
        durableWaits.clear();
    }

    private void nativeFailed(Throwable failure) {
        if (!closed()) {
            LOG.error("native code fails in designId={}; the room is rebuilt from the store", designId, failure);
            close(SessionEnd.TRY_AGAIN);
        }
    }

    // ---- order of work: one thing at a time, messages wait while a worker has the structure ----

    private boolean workable() {
        return busy == 0 && (state instanceof RoomState.Open || state instanceof RoomState.Draining);
    }

    private void enqueue(Runnable work) {
        if (workable() && waiting.isEmpty()) {
            work.run();
        } else {
            waiting.add(work);
        }
    }

    private void runWaiting() {
        while (!waiting.isEmpty() && (workable() || closed())) {
            waiting.remove().run();
        }
    }

    /** Nothing else touches the structure until the future completes. */
    private void whileBusy(Future<?> work) {
        if (!work.isComplete()) {
            busy++;
            work.onComplete(_ -> {
                busy--;
                runWaiting();
            });
        }
    }

    private <T> Future<T> whenLoaded(Supplied<T> work) {
        Promise<T> promise = Promise.promise();
        enqueue(() -> {
            if (closed()) {
                promise.fail(new IllegalStateException("room of " + designId + " is closed"));
            } else {
                work.get().onComplete(promise);
            }
        });
        return promise.future();
    }

    /** Work that ends later. */
    interface Supplied<T> {
        Future<T> get();
    }

    // ---- sessions ----

    Future<Session> join(JoinRequest request, Grant grant) {
        return whenLoaded(() -> {
            String declared = request.epoch();
            if (declared != null && !declared.equals(live().epoch())) {
                return Future.failedFuture(new JoinRefusedException(SessionEnd.EPOCH_DIFFERS));
            }
            if (sessions.size() >= limits.sessionsMax()) {
                return Future.failedFuture(new JoinRefusedException(SessionEnd.TRY_AGAIN));
            }
            stayOpen();
            Session session = new Session(request, grant, System.nanoTime());
            sessions.add(session);
            clientIds.joined(grant.identity());
            metrics.sessionJoined();
            welcome(session);
            return Future.succeededFuture(session);
        });
    }

    private void welcome(Session session) {
        long now = System.nanoTime();
        switch (session.framing()) {
            case Framing.YWebsocket _ -> session.ask(live().intake().stateVector(), true, now);
            case Framing.Hocuspocus _ ->
                session.send(new ServerMessage.Authenticated(live().intake().readOnly(session)), now);
        }
        if (presence.size() > 0) {
            session.send(new ServerMessage.Awareness(presence.everybody()), now);
        }
    }

    boolean readOnly(Session session) {
        return live().intake().readOnly(session);
    }

    void leave(Session session) {
        if (sessions.contains(session)) {
            session.leave();
            drop(session, SessionEnd.TRY_AGAIN);
            considerUnload();
        }
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

    private void drop(Session session, SessionEnd end) {
        if (sessions.remove(session)) {
            if (session.lagging()) {
                metrics.laggingEnded(false);
            }
            metrics.sessionLeft();
            presence.left(session);
            clientIds.left(session.identity());
            session.end(end);
            schedulePresence();
        }
    }

    // ---- messages ----

    void receive(Session session, ClientMessage message, Runnable handled) {
        loop.assertHere();
        enqueue(() -> {
            try {
                if (!closed() && !session.ended()) {
                    handle(session, message);
                }
            } catch (RuntimeException e) {
                LOG.error("designId={} a message of a session failed; the session ends", designId, e);
                drop(session, SessionEnd.TRY_AGAIN);
            } finally {
                handled.run();
            }
        });
    }

    void receivedMalformed(Session session, int offset, String what) {
        enqueue(() -> {
            if (!closed() && !session.ended()) {
                malformed(session, offset, what, false);
            }
        });
    }

    private void handle(Session session, ClientMessage message) {
        switch (message) {
            case ClientMessage.SyncStep1 step1 -> step1(session, step1.stateVector());
            case ClientMessage.SyncStep2 step2 ->
                update(session, step2.update(), Intake.Kind.STEP2, session.step2Counted());
            case ClientMessage.Update update -> update(session, update.update(), Intake.Kind.LIVE, true);
            case ClientMessage.Awareness awareness -> awareness(session, awareness.awareness());
            case ClientMessage.QueryAwareness _ ->
                session.send(new ServerMessage.Awareness(presence.everybody()), System.nanoTime());
            case ClientMessage.Stateless stateless -> stateless(session, stateless.payload());
            case ClientMessage.Leave _ -> leave(session);
            case ClientMessage.Auth _ -> metrics.ignored("auth");
            case ClientMessage.Unknown _ -> metrics.ignored("unknownType");
        }
    }

    private void step1(Session session, byte[] encoded) {
        byte[] vector;
        try {
            vector = StateVector.decode(encoded).encode();
        } catch (MalformedException e) {
            malformed(session, e.offset(), e.what(), false);
            return;
        }
        session.peerVector(vector);
        Future<byte[]> replied = reply(session, vector);
        if (session.framing() instanceof Framing.Hocuspocus) {
            // stock providers count as synced once their step 2 is answered: they must have ours by then
            replied.onSuccess(_ -> {
                if (!session.ended()) {
                    session.ask(live().intake().stateVector(), true, System.nanoTime());
                }
            });
        }
    }

    private Future<byte[]> reply(Session session, byte[] vector) {
        return live().replies().to(vector, journal.durable()).onSuccess(update -> {
            if (!session.ended()) {
                session.send(new ServerMessage.SyncStep2(update), System.nanoTime());
            }
        });
    }

    private void update(Session session, byte[] update, Intake.Kind kind, boolean counted) {
        whileBusy(live().intake().take(session, update, kind).onSuccess(outcome -> {
            settleOutcome(session, update, outcome, counted);
            if (kind == Intake.Kind.STEP2 && !closed()) {
                retryGaps(session);
            }
        }));
    }

    private void settleOutcome(Session session, byte[] update, Intake.Outcome outcome, boolean counted) {
        switch (outcome) {
            case Intake.Outcome.Taken taken -> {
                if (counted) {
                    session.awaitDurable(taken.sequence());
                }
            }
            case Intake.Outcome.Refused refused -> {
                metrics.refused(refused.reason().code());
                session.refuse(refused.reason(), journal.accepted());
                if (refused.malformed()) {
                    session.answer(journal.durable(), System.nanoTime());
                    endIfMalformedAgain(session);
                }
            }
            case Intake.Outcome.Gap gap -> waitForGap(session, update, gap, counted);
        }
        session.answer(journal.durable(), System.nanoTime());
        scheduleDurable(session);
    }

    private void waitForGap(Session session, byte[] update, Intake.Outcome.Gap gap, boolean counted) {
        long now = System.nanoTime();
        if (!counted) {
            return;
        }
        if (!session.gaps().add(new GapQueue.Waiting(update, gap.missing(), now), limits)) {
            metrics.refused(Reason.GAP.code());
            session.refuse(Reason.GAP, journal.accepted());
            return;
        }
        askAboutGap(session, now);
        for (Session owner : sessions) {
            if (gap.askOwners() && owner != session && live().intake().ownsSomeOf(owner, gap)) {
                askAboutGap(owner, now);
            }
        }
    }

    private void askAboutGap(Session session, long now) {
        if (session.gaps().mayAsk(now, limits.step1Interval().toNanos())) {
            session.ask(live().intake().stateVector(), false, now);
        }
    }

    /**
     * What waits is offered again.
     *
     * @param answered who has just answered a step 1: what it alone could have brought and did not is refused
     */
    private void retryGaps(@Nullable Session answered) {
        gapsRetriedAt = journal.accepted();
        for (Session session : List.copyOf(sessions)) {
            if (!session.gaps().isEmpty()) {
                for (GapQueue.Waiting one : session.gaps().takeAll()) {
                    enqueue(() -> retryGap(session, one, answered));
                }
            }
        }
    }

    private void retryGap(Session session, GapQueue.Waiting one, @Nullable Session answered) {
        whileBusy(live().intake().take(session, one.update(), Intake.Kind.LIVE).onSuccess(outcome -> {
            switch (outcome) {
                case Intake.Outcome.Taken taken -> session.awaitDurable(taken.sequence());
                case Intake.Outcome.Refused refused -> session.refuse(refused.reason(), journal.accepted());
                case Intake.Outcome.Gap gap -> {
                    if (answered != null && live().intake().couldAnswer(answered, session, gap)) {
                        metrics.refused(Reason.GAP.code());
                        session.refuse(Reason.GAP, journal.accepted());
                    } else {
                        session.gaps().add(one, limits);
                    }
                }
            }
            session.answer(journal.durable(), System.nanoTime());
        }));
    }

    private void awareness(Session session, byte[] encoded) {
        if (encoded.length > limits.awarenessBytesMax()) {
            malformed(session, 0, "awareness of " + encoded.length + " bytes", false);
            return;
        }
        try {
            presence.receive(session, AwarenessUpdate.decode(encoded));
            schedulePresence();
        } catch (MalformedException e) {
            malformed(session, e.offset(), e.what(), false);
        }
    }

    private void stateless(Session session, String payload) {
        try {
            JsonObject message = new JsonObject(payload);
            if ("epoch".equals(message.getValue("type"))) {
                if (message.getValue("epoch") instanceof String declared && !declared.equals(live().epoch())) {
                    drop(session, SessionEnd.EPOCH_DIFFERS);
                    considerUnload();
                } else {
                    String reply = new JsonObject()
                            .put("type", "epoch")
                            .put("epoch", live().epoch())
                            .encode();
                    session.send(new ServerMessage.Stateless(reply), System.nanoTime());
                }
                return;
            }
        } catch (DecodeException e) {
            LOG.debug("designId={} stateless message that is no JSON", designId);
        }
        metrics.ignored("stateless");
    }

    private void malformed(Session session, int offset, String what, boolean counted) {
        Reason reason = Reason.malformed(offset, what);
        metrics.refused(reason.code());
        session.refuse(reason, counted ? journal.accepted() : 0);
        session.answer(journal.durable(), System.nanoTime());
        endIfMalformedAgain(session);
    }

    private void endIfMalformedAgain(Session session) {
        if (session.countMalformed() > limits.malformedMax()) {
            drop(session, SessionEnd.MALFORMED);
            considerUnload();
        }
    }

    // ---- the journal's news ----

    @Override
    public void cut() {
        cutVector = live().intake().stateVector();
        cutVersion = live().intake().version();
        cutNanos = System.nanoTime();
    }

    @Override
    public void durable(List<Taken> turn) {
        if (closed()) {
            return;
        }
        long now = System.nanoTime();
        durableVector = cutVector;
        durableVersion = cutVersion;
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
                scheduleDurable(session);
            }
        }
        fanOut.durable(turn);
        if (room.checkpointer().due()) {
            compact();
        }
        announceChange();
        completeWaits();
    }

    @Override
    public void stalled(boolean away) {
        metrics.stalled(away);
        LOG.warn("designId={} store is {}", designId, away ? "away: acknowledgements wait" : "back");
        String payload = away
                ? Reason.STORE_UNAVAILABLE.json()
                : new JsonObject().put("code", "storeBack").encode();
        for (Session session : sessions) {
            session.send(new ServerMessage.Stateless(payload), System.nanoTime());
        }
    }

    @Override
    public void lost(Throwable why) {
        LOG.error("designId={} is written by another owner; this room is void", designId, why);
        close(SessionEnd.TRY_AGAIN);
    }

    private void scheduleDurable(Session session) {
        if (session.durableUntold()
                && session.durableDue(
                        System.nanoTime(), limits.durableInterval().toNanos())) {
            session.sayDurable(journal.durable(), durableVector, durableVersion, System.nanoTime());
        }
    }

    private void announceChange() {
        if (!changeTimer) {
            changeTimer = true;
            loop.vertx().setTimer(limits.changeQuiet().toMillis(), _ -> {
                changeTimer = false;
                if (!closed()) {
                    live().document().ask(doc -> doc.project()).onSuccess(json -> loop.changed(designId, json));
                }
            });
        }
    }

    // ---- presence and upkeep ----

    private void schedulePresence() {
        if (!presenceTimer && presence.hasUntold() && !closed()) {
            presenceTimer = true;
            loop.vertx().setTimer(limits.presenceInterval().toMillis(), _ -> {
                presenceTimer = false;
                tellPresence();
            });
        }
    }

    private void tellPresence() {
        if (closed() || !presence.hasUntold()) {
            return;
        }
        long now = System.nanoTime();
        ServerMessage message = new ServerMessage.Awareness(presence.drain());
        Map<Framing, byte[]> frames = new HashMap<>();
        int receivers = 0;
        for (Session session : sessions) {
            if (!session.lagging() && session.peer().queuedBytes() < limits.outboundBytesMax()) {
                session.sendFrame(frames.computeIfAbsent(session.framing(), framing -> frame(framing, message)), now);
                receivers++;
            }
        }
        metrics.presence(receivers);
    }

    private static byte[] frame(Framing framing, ServerMessage message) {
        byte[] payload = framing.encode(message);
        if (payload == null) {
            throw new IllegalStateException(framing + " has no " + message);
        }
        return WebSocketFrame.binary(payload);
    }

    private void upkeep() {
        long now = System.nanoTime();
        Instant clock = loop.clock().instant();
        for (Session session : List.copyOf(sessions)) {
            Instant expires = session.grant().expiresAt();
            if (expires != null && !clock.isBefore(expires)) {
                drop(session, SessionEnd.UNAUTHORISED);
            } else if (session.lagging()) {
                tendLagging(session, now);
            } else {
                scheduleDurable(session);
                if (session.silentNanos(now) >= limits.keepAlive().toNanos()) {
                    session.send(new ServerMessage.Awareness(presence.own(session)), now);
                }
            }
            refuseOldGaps(session, now);
        }
        if (gapsRetriedAt != journal.accepted() && busy == 0) {
            retryGaps(null);
        }
        considerUnload();
    }

    private void tendLagging(Session session, long now) {
        if (session.laggingNanos(now) > limits.laggingMax().toNanos()) {
            drop(session, SessionEnd.TRY_AGAIN);
        } else if (session.peer().queuedBytes() < limits.outboundBytesMax() / 4) {
            session.stopLagging();
            metrics.laggingEnded(true);
            reply(session, session.peerVector());
            session.send(new ServerMessage.Awareness(presence.everybody()), now);
        }
    }

    private void refuseOldGaps(Session session, long now) {
        if (session.gaps().isEmpty()) {
            return;
        }
        for (GapQueue.Waiting one : session.gaps().takeAll()) {
            if (now - one.sinceNanos() > limits.gapMax().toNanos()) {
                metrics.refused(Reason.GAP.code());
                session.refuse(Reason.GAP, journal.accepted());
            } else {
                session.gaps().add(one, limits);
            }
        }
        session.answer(journal.durable(), now);
    }

    // ---- the server's own questions and edits ----

    Future<byte[]> project() {
        return whenLoaded(() -> live().document().ask(doc -> doc.project()));
    }

    Future<Long> edit(String actor, byte[] operations) {
        return whenLoaded(() -> {
            Future<Long> taken = whenDurable(journal.accepted())
                    .compose(_ -> live().document().edit(live().intake().serverClientId(), operations))
                    .compose(update -> live().intake().takeOwn(actor, update));
            whileBusy(taken);
            return taken.compose(sequence -> whenDurable(sequence).map(sequence));
        });
    }
}
