package io.meshplay.collab.store;

import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An open store for each test, of the kind that the subclass names. */
public abstract class StoreFixture {
    protected static final String DESIGN = "design-a";

    private final Vertx vertx = Vertx.vertx();
    private @Nullable Store opened;

    /** Opens this test's store; again after a close, with what the last one left. */
    protected abstract Store open(Vertx vertx);

    @AfterEach
    final void closeStore() {
        if (opened != null) {
            Outcome.of(opened.close());
        }
        Outcome.of(vertx.close());
    }

    protected final Vertx vertx() {
        return vertx;
    }

    protected final Store store() {
        Store store = opened;
        if (store == null) {
            store = open(vertx);
            opened = store;
        }
        return store;
    }

    protected final void reopen() {
        Outcome.of(store().close());
        opened = open(vertx);
    }

    protected final JournalEntry entry(String designId, long sequence) {
        byte[] payload = ("update " + sequence).getBytes(StandardCharsets.UTF_8);
        return new JournalEntry(designId, sequence, store().fencingToken(), "ada", payload);
    }

    /** Appends entries {@code first} to {@code last}, inclusive. */
    protected final void append(String designId, long first, long last) {
        List<JournalEntry> entries = LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> entry(designId, sequence))
                .toList();
        Outcome.of(store().journal().append(entries));
    }

    protected final List<Long> sequences(String designId, long after) {
        return Outcome.of(store().journal().read(designId, after, 1_000)).stream()
                .map(JournalEntry::sequence)
                .toList();
    }

    protected final void checkpoint(String designId, long sequence) {
        byte[] payload = ("state " + sequence).getBytes(StandardCharsets.UTF_8);
        Outcome.of(store().checkpoints().put(new Checkpoint(designId, sequence, payload)));
    }
}
