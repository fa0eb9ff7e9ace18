package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a loaded room does with the messages of its sessions, one after the other. Confined to the room's event loop. */
@EventLoop
final class Messages {
    private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

    private final Room room;
    private final RoomLimits limits;
    private final Turns turns;
    private final RoomMetrics metrics;
    private final Presence presence;
    private final Upkeep upkeep;
    private final FanOut fanOut;
    private final Durability durability;
    private final Members members;
    private final JournalTurn journal;
    private final WorkQueue work;
    private final Intake intake;
    private final SyncReplies replies;
    private final @Nullable String epoch;
    private final GapKeeper gaps;

    /** What of the room the messages reach. */
    record Parts(
            Durability durability, WorkQueue work, Members members, Presence presence, FanOut fanOut, Upkeep upkeep) {}

    /** {@code epoch}: null if it cannot be read */
    Messages(Room room, Parts parts, RoomLoop loop, Intake intake, SyncReplies replies, @Nullable String epoch) {
        this.room = room;
        this.limits = loop.limits();
        this.turns = loop.turns();
        this.metrics = loop.metrics();
        this.presence = parts.presence();
        this.upkeep = parts.upkeep();
        this.fanOut = parts.fanOut();
        this.durability = parts.durability();
        this.members = parts.members();
        this.journal = durability.journal();
        this.work = parts.work();
        this.intake = intake;
        this.replies = replies;
        this.epoch = epoch;
        this.gaps = new GapKeeper(limits, metrics, members.all(), work, intake, journal, this::offerAgain);
    }

    GapKeeper gaps() {
        return gaps;
    }

    /** Handles a message of a session that is here. */
    void handle(Session session, ClientMessage message) {
        switch (message) {
            case ClientMessage.SyncStep1 step1 -> step1(session, step1.stateVector());
            case ClientMessage.SyncStep2 step2 ->
                update(session, step2.update(), Intake.Kind.STEP2, session.step2Counted());
            case ClientMessage.Update update -> update(session, update.update(), Intake.Kind.LIVE, true);
            case ClientMessage.Awareness awareness -> awareness(session, awareness.awareness());
            case ClientMessage.QueryAwareness _ ->
                session.send(new ServerMessage.Awareness(presence.everybody()), turns.nanoTime());
            case ClientMessage.Stateless stateless -> stateless(session, stateless.payload());
            case ClientMessage.Leave _ -> room.leave(session);
            case ClientMessage.Auth _ -> metrics.ignored("auth");
            case ClientMessage.Unknown _ -> metrics.ignored("unknownType");
        }
    }

    private void step1(Session session, byte[] encoded) {
        byte[] vector;
        try {
            vector = StateVector.decode(encoded, intake.clientCount() + limits.vectorClientsMax())
                    .encode();
        } catch (MalformedException e) {
            malformed(session, e.offset(), e.what());
            return;
        }
        session.asks(vector, session.framing() instanceof Framing.Hocuspocus);
        if (session.lagging()) {
            return; // the resync answers from this vector
        }
        if (session.peer().queuedBytes() >= limits.outboundBytesMax()) {
            fanOut.lag(session, turns.nanoTime());
            session.startAt(vector);
            return;
        }
        reply(session, vector);
    }

    /** Answers with a step 2; one is under way for a session at a time. */
    void reply(Session session, byte[] vector) {
        if (!session.beginReply(vector)) {
            return;
        }
        replies.to(vector, journal.durable()).onComplete(reply -> {
            if (room.closed() || session.ended()) {
                return;
            }
            if (reply.failed()) {
                room.failed(reply.cause());
                members.drop(session, SessionEnd.TRY_AGAIN);
                return;
            }
            session.send(new ServerMessage.SyncStep2(reply.result()), turns.nanoTime());
            if (session.toBeAsked()) {
                // stock providers count as synced once their step 2 is answered: they must have ours by then
                session.ask(intake.stateVector(), true, turns.nanoTime());
            }
            byte[] next = session.endReply();
            if (next != null) {
                reply(session, next);
            }
        });
    }

    private Future<Intake.Outcome> take(Session session, byte[] update, Intake.Kind kind) {
        Future<Intake.Outcome> taking;
        try {
            taking = intake.take(session, update, kind);
        } catch (RuntimeException | StackOverflowError e) {
            taking = Future.failedFuture(e);
        }
        return taking.onFailure(failure -> room.gateFailed(session, failure));
    }

    private void update(Session session, byte[] update, Intake.Kind kind, boolean counted) {
        if (session.answersWaiting() >= limits.answersMax()) {
            metrics.refused(Reason.STORE_UNAVAILABLE.code());
            session.refuseNow(Reason.STORE_UNAVAILABLE);
            members.drop(session, SessionEnd.TRY_AGAIN);
            return;
        }
        long since = turns.nanoTime();
        work.waitFor(take(session, update, kind).onSuccess(outcome -> {
            if (room.closed()) {
                return;
            }
            switch (outcome) {
                case Intake.Outcome.Taken taken -> {
                    if (counted) {
                        session.awaitDurable(taken.sequence(), since);
                    }
                    if (kind == Intake.Kind.STEP2) {
                        session.broughtAll();
                    }
                }
                case Intake.Outcome.Refused refused -> refuse(session, refused, counted);
                case Intake.Outcome.Gap gap -> {
                    if (counted) {
                        gaps.wait(session, update, kind, gap, turns.nanoTime());
                    }
                }
            }
            session.answer(journal.durable(), turns.nanoTime());
            durability.sayDurable(session);
            if (kind == Intake.Kind.STEP2) {
                gaps.retry(session);
            }
        }));
    }

    private void offerAgain(Session session, GapQueue.Waiting one, @Nullable Session answered) {
        if (room.closed() || session.ended()) {
            return;
        }
        work.waitFor(take(session, one.update(), one.kind()).onSuccess(outcome -> {
            if (room.closed()) {
                return;
            }
            switch (outcome) {
                case Intake.Outcome.Taken taken -> session.awaitDurable(taken.sequence(), one.sinceNanos());
                case Intake.Outcome.Refused refused -> refuse(session, refused, true);
                case Intake.Outcome.Gap gap -> gaps.stillOpen(session, one, gap, answered);
            }
            session.answer(journal.durable(), turns.nanoTime());
        }));
    }

    private void refuse(Session session, Intake.Outcome.Refused refused, boolean counted) {
        metrics.refused(refused.reason().code());
        session.refuse(refused.reason(), counted);
        if (refused.malformed()) {
            session.answer(journal.durable(), turns.nanoTime());
            endIfMalformedAgain(session);
        }
    }

    private void awareness(Session session, byte[] encoded) {
        if (encoded.length > limits.awarenessBytesMax()) {
            malformed(session, 0, "awareness of " + encoded.length + " bytes");
            return;
        }
        try {
            presence.receive(session, AwarenessUpdate.decode(encoded));
            upkeep.schedulePresence();
        } catch (MalformedException e) {
            malformed(session, e.offset(), e.what());
        }
    }

    private void stateless(Session session, String payload) {
        Object type = null;
        Object declared = null;
        if (payload.length() <= limits.statelessCharsMax()) {
            try {
                JsonObject message = new JsonObject(payload);
                type = message.getValue("type");
                declared = message.getValue("epoch");
            } catch (DecodeException e) {
                LOG.debug("stateless message that is no JSON: {}", e.getMessage());
            }
        }
        if ("epoch".equals(type)) {
            epoch(session, declared);
        } else {
            metrics.ignored("stateless");
        }
    }

    /** The epoch is told once it is on disk: a client that keeps it must meet it again after a crash. */
    private void epoch(Session session, @Nullable Object declared) {
        if (epoch == null) {
            return;
        }
        if (declared instanceof String other && !other.equals(epoch)) {
            members.drop(session, SessionEnd.EPOCH_DIFFERS);
            return;
        }
        durability.whenDurable(intake.bear(), true).onSuccess(_ -> {
            String reply =
                    new JsonObject().put("type", "epoch").put("epoch", epoch).encode();
            session.send(new ServerMessage.Stateless(reply), turns.nanoTime());
        });
    }

    /** A message that no status belongs to. */
    void malformed(Session session, int offset, String what) {
        refuse(session, new Intake.Outcome.Refused(Reason.malformed(offset, what), true), false);
    }

    private void endIfMalformedAgain(Session session) {
        if (session.countMalformed() > limits.malformedMax()) {
            members.drop(session, SessionEnd.MALFORMED);
        }
    }
}
