package io.meshplay.collab.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Does once, at the start of a process, what loading and editing a design does: so that the code is loaded, and the busiest
 * of it compiled, before somebody waits for a design of a node that died. It touches no store and leaves nothing behind.
 */
final class WarmUp {
    static final String DESIGN = "warm-up";
    private static final long CLIENT_ID = 1;
    private static final int ROUNDS = 8;
    private static final int EDITS = 40;

    private WarmUp() {}

    /** {@return what the design of the last round projects to; on the worker's thread} */
    static byte[] run(NativeWorker worker, RoomLimits limits) throws MalformedException {
        byte[] projection = new byte[0];
        for (int i = 0; i < ROUNDS; i++) {
            projection = round(worker, limits.ofOwnState());
        }
        return projection;
    }

    private static byte[] round(NativeWorker worker, DecodeLimits bounds) throws MalformedException {
        List<JournalEntry> tail = new ArrayList<>();
        Checkpoint checkpoint;
        try (Document document = Document.open(CLIENT_ID, NativeDocument.ROOTS)) {
            document.edit(operation(0));
            checkpoint = new Checkpoint(
                    DESIGN,
                    1,
                    CheckpointCodec.encode(
                            new CheckpointCodec.Content(DESIGN, Map.of(CLIENT_ID, Intake.SERVER), document.state())));
            for (int i = 1; i <= EDITS; i++) {
                byte[] update = document.edit(operation(i));
                byte[] payload = JournalCodec.encode(new JournalCodec.Update(Intake.SERVER, new long[0], update));
                tail.add(new JournalEntry(DESIGN, 1 + i, 1, Intake.SERVER, payload));
            }
            Checkpointer.requireLoads(
                    new Checkpointer.Encoded(document.state(), document.snapshot(), document.stateVector()), bounds);
        }
        return edited(RoomLoader.build(DESIGN, worker, bounds, checkpoint, tail), bounds);
    }

    private static byte[] edited(LoadedRoom loaded, DecodeLimits bounds) throws MalformedException {
        try (Document document = loaded.document();
                Document copy = Document.open(CLIENT_ID, NativeDocument.ROOTS)) {
            copy.apply(List.of(document.state()));
            byte[] update = copy.edit(operation(EDITS + 1));
            Verdict verdict = loaded.structure()
                    .offer(UpdateDecoder.decode(update, bounds), Admission.OF_OWN_STATE, WorkBudget.UNLIMITED);
            if (!(verdict instanceof Verdict.Accepted accepted)) {
                throw new IllegalStateException("the server's own edit is not taken: " + verdict);
            }
            document.apply(List.of(accepted.update().bytes()));
            return document.project();
        }
    }

    private static byte[] operation(int number) {
        return ("[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"design " + number + "\"}]").getBytes(UTF_8);
    }
}
