package io.meshplay.collab.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.testing.Outcome;
import io.meshplay.crdt.BlackBox;
import io.meshplay.crdt.Document;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does before its first design. */
final class WarmUpTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    void loadsAndEditsADesignAndLeavesNothing(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("native.blackbox");
        Turns turns = new VertxTurns(vertx, vertx.getOrCreateContext());
        int open = Document.openCount();
        try (BlackBox blackBox = BlackBox.open(file);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            NativeWorker worker = new NativeWorker(turns, thread, blackBox);

            byte[] projection = WarmUp.run(worker, RoomLimits.DEFAULTS);

            assertThat(new String(projection, UTF_8)).contains("\"name\":\"design 41\"");
            assertThat(Document.openCount()).isEqualTo(open);
        }
        assertThat(BlackBox.read(file)).isEmpty();
    }
}
