package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.crdt.AcceptedUpdate;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for native code, and what is compared before the journal is trimmed. */
final class NativeDocumentTest {
    @TempDir
    private Path scratch = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Replica mona = new Replica(1_001);
    private final Structure structure = new Structure(StructureLimits.DEFAULTS);
    private long sequence;

    @AfterEach
    void stop() {
        mona.close();
        Outcome.of(vertx.close());
    }

    private Taken taken(byte[] update) throws MalformedException {
        Verdict verdict = structure.offer(
                UpdateDecoder.decode(update, DecodeLimits.DEFAULTS), Admission.OF_OWN_STATE, WorkBudget.DEFAULT);
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        AcceptedUpdate accepted = ((Verdict.Accepted) verdict).update();
        return new Taken(++sequence, accepted, null);
    }

    private int unfedAfter(RoomLimits limits, List<Taken> updates) {
        NativeWorker worker = NativeWorker.start(
                new VertxTurns(vertx, vertx.getOrCreateContext()), "native-test", scratch.resolve("test.blackbox"));
        NativeDocument document =
                new NativeDocument(worker, limits, "design", Document.open(1, NativeDocument.ROOTS), failure -> {
                    throw new IllegalStateException(failure);
                });
        updates.forEach(one -> document.durable(List.of(one)));
        int unfed = document.unfedUpdates();
        assertThat(new String(Outcome.of(document.ask(NativeTask.PROJECT, Document::project)), StandardCharsets.UTF_8))
                .contains("\"k\"");
        document.close();
        worker.close();
        return unfed;
    }

    @Test
    @DisplayName("[ROOM-2] unfedUpdatesMax updates wait for native code, one more lets it read all")
    void limitsUnfedUpdates() throws MalformedException {
        RoomLimits two = Limits.room("unfedUpdatesMax", 2);
        List<Taken> updates = List.of(
                taken(mona.set("meta", "k", 1)), taken(mona.set("meta", "k", 2)), taken(mona.set("meta", "k", 3)));

        assertThat(unfedAfter(two, updates.subList(0, 2))).isEqualTo(2);
        assertThat(unfedAfter(two, updates)).isZero();
    }

    @Test
    @DisplayName("[ROOM-2] unfedBytesMax bytes wait for native code, one more lets it read all")
    void limitsUnfedBytes() throws MalformedException {
        Taken one = taken(mona.set("meta", "k", "x".repeat(500)));
        int bytes = one.update().bytes().length;

        assertThat(unfedAfter(Limits.room("unfedBytesMax", bytes), List.of(one)))
                .isEqualTo(1);
        assertThat(unfedAfter(Limits.room("unfedBytesMax", bytes - 1), List.of(one)))
                .isZero();
    }

    @Test
    @DisplayName("[ROOM-17] an encoded state that lost a deletion replaces no journal, though its vector is the same")
    void comparesDeletions() throws MalformedException {
        try (Document document = Document.open(7, NativeDocument.ROOTS)) {
            document.apply(List.of(mona.set("meta", "k", 1)));
            byte[] before = document.state();
            byte[] vector = document.stateVector();
            document.edit("[{\"op\":\"delete\",\"path\":[\"meta\",\"k\"]}]".getBytes(StandardCharsets.UTF_8));
            assertThat(document.stateVector()).isEqualTo(vector);
            var whole = new Checkpointer.Encoded(document.state(), document.snapshot(), vector);
            var lost = new Checkpointer.Encoded(before, document.snapshot(), vector);

            assertThat(Checkpointer.requireLoads(whole, DecodeLimits.DEFAULTS)).isTrue();
            assertThatThrownBy(() -> Checkpointer.requireLoads(lost, DecodeLimits.DEFAULTS))
                    .hasMessageContaining("other deletions");
        }
    }
}
