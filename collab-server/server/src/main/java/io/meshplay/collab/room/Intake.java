package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.AcceptedUpdate;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.DecodedUpdate;
import io.meshplay.crdt.Refusal;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.Touched;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where updates are accepted or refused: size, rights, then the gatekeeper, which decides against the structure of the
 * document before anything else sees a byte. Large updates are decoded and taken on the worker while the room waits.
 * Confined to the room's event loop.
 */
@EventLoop
final class Intake {
    /** How an update came. */
    enum Kind {
        /** A live edit. */
        LIVE,
        /** The answer to a sync step 1. */
        STEP2
    }

    /** What became of an update. */
    sealed interface Outcome {
        /** It is queued for the journal, or known already. {@code sequence}: what must be durable before it is acknowledged */
        record Taken(long sequence) implements Outcome {}

        /** Nothing of it was taken. {@code malformed}: whether no honest client sends such bytes */
        record Refused(Reason reason, boolean malformed) implements Outcome {}

        /**
         * It names something unknown; what stood before that was taken.
         *
         * @param missing for the log
         * @param askOwners whether a live owner of the client ids must be asked
         */
        record Gap(String missing, boolean askOwners, Set<Long> clientIds) implements Outcome {}
    }

    /** The identity under which the server itself edits. */
    static final String SERVER = "server";

    private final String designId;
    private final RoomLoop loop;
    private final RoomLimits limits;
    private final ClientIds clientIds;
    private final Structure structure;
    private final JournalTurn journal;
    private final boolean damaged;
    private JournalCodec.@Nullable Birth birth;
    private long bornAt;
    /** What was known before a worker took the structure: nothing else may look at it meanwhile. */
    private @Nullable Known beforeJob;

    /** What the room has accepted. {@code version}: grows with every struct and every deletion taken */
    record Known(byte[] vector, long version) {}

    Intake(
            String designId,
            RoomLoop loop,
            ClientIds clientIds,
            Structure structure,
            JournalTurn journal,
            boolean damaged) {
        this.designId = designId;
        this.loop = loop;
        this.limits = loop.limits();
        this.clientIds = clientIds;
        this.structure = structure;
        structure.reserve(NativeDocument.ROOTS);
        this.journal = journal;
        this.damaged = damaged;
    }

    /** The first update of this design is preceded by its birth. */
    void beginWith(JournalCodec.Birth first) {
        birth = first;
    }

    byte[] stateVector() {
        return known().vector();
    }

    /** {@return what is accepted and queued for the journal; what a worker still decides about is not in it} */
    Known known() {
        Known before = beforeJob;
        return before == null ? new Known(structure.stateVector(), structure.version()) : before;
    }

    /** {@return how many client ids are known} */
    int clientCount() {
        try {
            return (int) new Lib0Reader(known().vector()).readVarUint();
        } catch (MalformedException e) {
            throw new IllegalStateException("the room's own state vector does not read", e);
        }
    }

    /** {@return the sequence at which the design's history line begins, journaled now if it was not yet} */
    long bear() {
        JournalCodec.Birth first = birth;
        if (first != null) {
            birth = null;
            journal.append(SERVER, first);
            bornAt = journal.accepted();
        }
        return bornAt;
    }

    private <T> Future<T> offLoop(byte[] update, Callable<Verdict> job, Function<Verdict, T> settle) {
        beforeJob = known();
        return loop.worker()
                .run(NativeTask.DECIDE, designId, List.of(update), job)
                .map(verdict -> {
                    beforeJob = null;
                    return settle.apply(verdict);
                });
    }

    boolean readOnly(Session session) {
        return damaged || session.grant().role() == Role.VIEWER;
    }

    boolean ownsSomeOf(Session session, Outcome.Gap gap) {
        for (long id : gap.clientIds()) {
            if (session.identity().equals(clientIds.writer(id))) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the one who answered was the one to bring what the gap of {@code waiting} misses} */
    boolean couldAnswer(Session answered, Session waiting, Outcome.Gap gap) {
        return gap.askOwners() ? ownsSomeOf(answered, gap) : answered == waiting;
    }

    /** {@return the client id of the server's own edits: the one it used before, else a fresh one} */
    long serverClientId() {
        for (Map.Entry<Long, String> owner : clientIds.owners().entrySet()) {
            if (owner.getValue().equals(SERVER)) {
                return owner.getKey();
            }
        }
        return loop.newClientId();
    }

    Future<Outcome> take(Session session, byte[] update, Kind kind) {
        int bytesMax = switch (kind) {
            case LIVE -> limits.updateBytesMax();
            case STEP2 -> limits.step2BytesMax();
        };
        if (update.length > bytesMax) {
            return refused(Reason.tooLarge(update.length, bytesMax), false);
        }
        long room = limits.unsavedBytesMax() - journal.unsavedBytes();
        if (room <= 0 || (journal.stalled() && update.length > room)) {
            return refused(Reason.STORE_UNAVAILABLE, false);
        }
        if (update.length > limits.onLoopBytesMax()) {
            Gate gate = new Gate(session, clientIds.copy());
            loop.metrics().decidedOffLoop();
            return offLoop(update, () -> decide(update, gate), verdict -> settle(verdict, session, kind, gate));
        }
        DecodedUpdate decoded;
        try {
            decoded = UpdateDecoder.decode(update, DecodeLimits.DEFAULTS);
        } catch (MalformedException e) {
            return Future.succeededFuture(refusal(Refusal.of(e)));
        }
        if (decoded.structCount() > limits.onLoopStructsMax()) {
            Gate gate = new Gate(session, clientIds.copy());
            loop.metrics().decidedOffLoop();
            return offLoop(
                    update,
                    () -> structure.offer(decoded, gate, WorkBudget.DEFAULT),
                    verdict -> settle(verdict, session, kind, gate));
        }
        Gate gate = new Gate(session, clientIds);
        Verdict verdict = structure.offer(decoded, gate, new WorkBudget(limits.onLoopStepsMax()));
        if (verdict instanceof Verdict.Refused(Refusal.TooMuchWork _)) {
            // Small, but costly: nothing was changed so far.
            Gate again = new Gate(session, clientIds.copy());
            loop.metrics().decidedOffLoop();
            return offLoop(
                    update,
                    () -> structure.offer(decoded, again, WorkBudget.DEFAULT),
                    late -> settle(late, session, kind, again));
        }
        return Future.succeededFuture(settle(verdict, session, kind, gate));
    }

    private Verdict decide(byte[] update, Gate gate) {
        try {
            return structure.offer(UpdateDecoder.decode(update, DecodeLimits.DEFAULTS), gate, WorkBudget.DEFAULT);
        } catch (MalformedException e) {
            return new Verdict.Refused(Refusal.of(e));
        }
    }

    private static Future<Outcome> refused(Reason reason, boolean malformed) {
        return Future.succeededFuture(new Outcome.Refused(reason, malformed));
    }

    private Outcome settle(Verdict verdict, Session session, Kind kind, Gate gate) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> new Outcome.Taken(append(accepted.update(), session, kind));
            case Verdict.Known _ -> new Outcome.Taken(journal.accepted());
            case Verdict.Gap gap -> {
                if (gap.taken() != null) {
                    append(gap.taken(), session, kind);
                }
                yield gate.writesNothing
                        ? new Outcome.Refused(damaged ? Reason.DAMAGED : Reason.READ_ONLY, false)
                        : new Outcome.Gap(gap.missing(), !gate.liveOwners.isEmpty(), Set.copyOf(gate.liveOwners));
            }
            case Verdict.Refused refused -> refusal(refused.refusal());
        };
    }

    private Outcome refusal(Refusal refusal) {
        return refusal instanceof Refusal.Forbidden
                ? new Outcome.Refused(damaged ? Reason.DAMAGED : Reason.READ_ONLY, false)
                : new Outcome.Refused(Reason.of(refusal), refusal instanceof Refusal.Malformed);
    }

    private long append(AcceptedUpdate update, Session session, Kind kind) {
        long[] ids = update.clientIds();
        boolean soleWriter = kind == Kind.LIVE && ids.length == 1 && session.awarenessId() < 0;
        List<Long> claimed = new ArrayList<>();
        for (long id : ids) {
            boolean ours = soleWriter || id == session.awarenessId();
            if (ours && clientIds.claim(id, session.identity())) {
                claimed.add(id);
            }
        }
        return append(session.identity(), claims(session.identity(), claimed), update, session);
    }

    private static Claims claims(String owner, List<Long> ids) {
        return new Claims(owner, ids.stream().mapToLong(Long::longValue).toArray());
    }

    private long append(String actor, Claims claims, AcceptedUpdate update, @Nullable Session origin) {
        bear();
        return journal.append(actor, claims, update, origin);
    }

    /** A design of which a part cannot be read takes no edit of the server either. */
    void requireWhole() {
        if (damaged) {
            throw new DesignDamagedException();
        }
    }

    /** Takes an update that the server itself made, for an actor. */
    Future<Long> takeOwn(String actor, byte[] update) {
        requireWhole();
        return offLoop(
                update,
                () -> structure.offer(
                        UpdateDecoder.decode(update, limits.ofOwnState()),
                        Admission.OF_OWN_STATE,
                        WorkBudget.UNLIMITED),
                verdict -> switch (verdict) {
                    case Verdict.Known _ -> journal.accepted();
                    case Verdict.Accepted accepted -> appendOwn(actor, accepted.update());
                    case Verdict.Gap gap -> throw new IllegalStateException("the server's own edit has a gap: " + gap);
                    case Verdict.Refused refused ->
                        throw new IllegalStateException("the server's own edit is refused: " + refused.refusal());
                });
    }

    private long appendOwn(String actor, AcceptedUpdate update) {
        List<Long> claimed = new ArrayList<>();
        for (long id : update.clientIds()) {
            if (clientIds.claim(id, SERVER)) {
                claimed.add(id);
            }
        }
        return append(actor, claims(SERVER, claimed), update, null);
    }

    /** What the gatekeeper asks about one sender. Used by one offer, on whichever thread that runs. */
    private final class Gate implements Admission {
        private final Session session;
        private final ClientIds ids;
        private final Set<Long> liveOwners = new HashSet<>();
        private final boolean writesNothing;

        Gate(Session session, ClientIds ids) {
            this.session = session;
            this.ids = ids;
            this.writesNothing = readOnly(session);
        }

        @Override
        public Standing standing(long clientId) {
            Standing standing = ids.standing(clientId, session.identity());
            if (standing == Standing.OWNER_LIVE) {
                liveOwners.add(clientId);
            }
            return standing;
        }

        @Override
        public boolean mayWrite() {
            return !writesNothing;
        }

        @Override
        public boolean mayTouch(Set<Touched> touched) {
            return switch (session.grant().role()) {
                case VIEWER -> false;
                case COMMENTER ->
                    !damaged && touched.stream().allMatch(one -> one.root().equals("comments"));
                case EDITOR, OWNER -> !damaged;
            };
        }
    }
}
