package io.meshplay.collab.room;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.DeleteSet;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compaction of one room: encode the state, write it, read it back, load it and compare, and only then trim the journal
 * strictly below its sequence. Confined to the room's event loop.
 */
@EventLoop
final class Checkpointer {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final String designId;
    private final Store store;
    private final NativeWorker worker;
    private final NativeDocument document;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Turns turns;
    private long updatesSince;
    private long bytesSince;
    /** When the oldest update came that is in no checkpoint. */
    private long sinceNanos;

    /** What had come when the last attempt failed: the next one waits for as much again. */
    private long updatesAtFailure;

    private long bytesAtFailure;
    private Future<Void> latest = Future.succeededFuture();

    Checkpointer(String designId, NativeDocument document, RoomLoop loop) {
        this.designId = designId;
        this.store = loop.store();
        this.worker = loop.worker();
        this.document = document;
        this.limits = loop.limits();
        this.metrics = loop.metrics();
        this.turns = loop.turns();
    }

    /** The journal holds this much beyond the checkpoint. */
    void grew(int updates, long bytes) {
        if (updatesSince == 0 && updates > 0) {
            sinceNanos = turns.nanoTime();
        }
        updatesSince += updates;
        bytesSince += bytes;
    }

    boolean due() {
        return latest.isComplete()
                && (updatesSince - updatesAtFailure >= limits.checkpointUpdates()
                        || bytesSince - bytesAtFailure >= limits.checkpointBytes());
    }

    long updatesSince() {
        return updatesSince;
    }

    /** {@return for how long there have been updates that are in no checkpoint; 0 if there are none} */
    long ageNanos(long now) {
        return updatesSince == 0 ? 0 : now - sinceNanos;
    }

    boolean anythingNew() {
        return updatesSince > 0;
    }

    /** {@return completes when no checkpoint is being written} */
    Future<Void> quiet() {
        return latest.otherwiseEmpty();
    }

    /**
     * Makes a checkpoint of what is durable now.
     *
     * @param sequence the durable sequence
     * @return completes when the journal is trimmed; a failure leaves checkpoint and journal usable
     */
    Future<Void> run(long sequence, String epoch, Map<Long, String> owners) {
        if (!latest.isComplete()) {
            return latest;
        }
        long updates = updatesSince;
        long bytes = bytesSince;
        long startedNanos = turns.nanoTime();
        latest = document.ask(NativeTask.ENCODE, doc -> new Encoded(doc.state(), doc.snapshot(), doc.stateVector()))
                .compose(encoded -> write(sequence, epoch, owners, encoded))
                .compose(_ -> store.journal().trim(designId, sequence))
                .onComplete(done -> {
                    metrics.checkpointed(done.succeeded());
                    if (done.succeeded()) {
                        sinceNanos = startedNanos;
                        updatesSince -= updates;
                        bytesSince -= bytes;
                        updatesAtFailure = 0;
                        bytesAtFailure = 0;
                    } else {
                        updatesAtFailure = updates;
                        bytesAtFailure = bytes;
                        LOG.atWarn()
                                .addKeyValue("designId", designId)
                                .addKeyValue("sequence", sequence)
                                .addKeyValue("cause", done.cause())
                                .log("a checkpoint failed, the journal is kept");
                    }
                });
        return latest;
    }

    /** {@code snapshot}: for its delete set, which the vector does not show */
    record Encoded(byte[] state, byte[] snapshot, byte[] vector) {}

    private Future<Void> write(long sequence, String epoch, Map<Long, String> owners, Encoded encoded) {
        byte[] payload = CheckpointCodec.encode(new CheckpointCodec.Content(epoch, owners, encoded.state()));
        return worker.run(
                        NativeTask.CHECK,
                        designId,
                        List.of(encoded.state()),
                        () -> requireLoads(encoded, limits.ofOwnState()))
                .compose(_ -> store.checkpoints().put(new Checkpoint(designId, sequence, payload)))
                .compose(_ -> store.checkpoints().get(designId))
                .map(read -> {
                    if (read.isEmpty() || !Arrays.equals(read.get().payload(), payload)) {
                        throw new IllegalStateException("the store gave back another checkpoint than it was given");
                    }
                    return null;
                });
    }

    /** A state that the gatekeeper cannot load, or that loads as another one, must never replace the journal. */
    static boolean requireLoads(Encoded encoded, DecodeLimits bounds) throws MalformedException {
        Structure fresh = new Structure(StructureLimits.DEFAULTS);
        Verdict verdict = fresh.offer(
                UpdateDecoder.decode(encoded.state(), bounds), Admission.OF_OWN_STATE, WorkBudget.UNLIMITED);
        boolean loads = verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Known;
        if (!loads || !Arrays.equals(fresh.stateVector(), canonical(encoded.vector()))) {
            throw new IllegalStateException("the encoded state does not load again: " + verdict);
        }
        if (!DeleteSet.of(fresh).equals(DeleteSet.ofSnapshot(encoded.snapshot()))) {
            throw new IllegalStateException("the encoded state loads with other deletions");
        }
        return true;
    }

    private static byte[] canonical(byte[] vector) throws MalformedException {
        return StateVector.decode(vector).encode();
    }
}
