package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ServerMessage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a room does with the news of its journal: only what is on disk is acknowledged and sent on, and whoever waits for
 * it is told. Confined to the room's event loop.
 */
@EventLoop
final class Durability implements JournalTurn.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Durability.class);

    private final Room room;
    private final String designId;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Turns turns;
    private final Members members;
    private final FanOut fanOut;
    private final JournalTurn journal;
    private final DurableWaits waits = new DurableWaits();

    private Intake.Known durable = new Intake.Known(new byte[] {0}, 0);
    private Intake.Known cut = durable;
    private long cutNanos;

    Durability(Room room, String designId, RoomLoop loop, Members members, FanOut fanOut) {
        this.room = room;
        this.designId = designId;
        this.limits = loop.limits();
        this.metrics = loop.metrics();
        this.turns = loop.turns();
        this.members = members;
        this.fanOut = fanOut;
        this.journal = new JournalTurn(turns, loop.store().journal(), designId, limits, this);
    }

    JournalTurn journal() {
        return journal;
    }

    /** The room starts from this, which is on disk. */
    void loaded(Intake.Known known) {
        durable = known;
        cut = known;
        fanOut.loaded(known.vector());
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

    /** {@return completes when nothing is on its way to the store any more} */
    Future<Void> stop() {
        if (journal.stalled()) {
            metrics.stalled(false);
        }
        return journal.stop();
    }

    /** Who waits, waits for nothing. */
    void closed() {
        waits.closed(designId);
    }

    @Override
    public void cut() {
        cut = room.live().intake().known();
        cutNanos = turns.nanoTime();
    }

    @Override
    public void durable(List<Taken> turn) {
        if (room.closed()) {
            return;
        }
        try {
            tellDurable(turn);
        } catch (RuntimeException e) {
            room.failed(e);
            room.close(SessionEnd.TRY_AGAIN);
        }
    }

    private void tellDurable(List<Taken> turn) {
        long now = turns.nanoTime();
        durable = cut;
        metrics.durable(turn.size(), now - cutNanos);
        room.written(turn);
        for (Session session : members.all()) {
            if (session.awaits()) {
                session.answer(journal.durable(), now);
            }
            if (session.wantsDurable()) {
                session.durableAdvanced();
                sayDurable(session);
            }
        }
        fanOut.durable(turn, durable.vector());
        room.told();
        waits.durable(journal.durable());
        callBack();
    }

    /** Stock clients send a refused edit again when they reconnect, and not before: once there is room they must. */
    private void callBack() {
        if (journal.unsavedBytes() <= limits.unsavedBytesMax() / 2) {
            members.dropAll(Session::turnedAway, SessionEnd.TRY_AGAIN);
            room.considerUnload();
        }
    }

    /** Tells a session that asked for it how far the disk is, if it is due. */
    void sayDurable(Session session) {
        if (session.durableUntold()
                && session.durableDue(turns.nanoTime(), limits.durableInterval().toNanos())) {
            session.sayDurable(journal.durable(), durable.vector(), durable.version(), turns.nanoTime());
        }
    }

    @Override
    public void stalled(boolean away) {
        metrics.stalled(away);
        LOG.atWarn()
                .addKeyValue("designId", designId)
                .addKeyValue("sequence", journal.durable())
                .log(away ? "the store is away: acknowledgements wait" : "the store is back");
        if (away) {
            waits.stalled();
        }
        members.sayToAll(new ServerMessage.Stateless(
                away
                        ? Reason.STORE_UNAVAILABLE.json()
                        : new JsonObject().put("code", "storeBack").encode()));
    }

    @Override
    public void lost(Throwable why) {
        LOG.atError()
                .addKeyValue("designId", designId)
                .addKeyValue("sequence", journal.durable())
                .setCause(why)
                .log("another owner writes the design; this room is void");
        room.close(SessionEnd.TRY_AGAIN);
    }
}
