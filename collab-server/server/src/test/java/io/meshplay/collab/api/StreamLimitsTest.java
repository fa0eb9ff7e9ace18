package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.testing.HandTurns;
import io.meshplay.collab.testing.Limits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of one stream of events, at n and at n + 1, in virtual time. */
final class StreamLimitsTest {
    private static final String ALIVE = ":\n\n";
    private static final StreamLimits LIMITS =
            Limits.with(StreamLimits.DEFAULTS, "queuedBytesMax", 1_024, "eventsMax", 3);

    private final HandTurns turns = new HandTurns();
    private final Reader reader = new Reader();
    private final EventStream stream = new EventStream(turns, reader, LIMITS);

    /** A reader that takes what it is sent when the test says so. */
    private static final class Reader implements EventStream.Line {
        private final List<String> sent = new ArrayList<>();
        private final List<Promise<Void>> untaken = new ArrayList<>();
        private boolean cut;

        @Override
        public Future<Void> write(Buffer bytes) {
            sent.add(bytes.toString());
            Promise<Void> taken = Promise.promise();
            untaken.add(taken);
            return taken.future();
        }

        @Override
        public boolean over() {
            return false;
        }

        @Override
        public void cut() {
            cut = true;
        }

        void takeAll() {
            List<Promise<Void>> taking = List.copyOf(untaken);
            untaken.clear();
            taking.forEach(Promise::complete);
        }
    }

    private void greet() {
        stream.start();
        reader.takeAll();
        reader.sent.clear();
    }

    private void offer(int bytes) {
        stream.offer(Buffer.buffer("x".repeat(bytes)));
        turns.settle();
    }

    @ParameterizedTest
    @CsvSource({"424, false", "425, true"})
    @DisplayName("[PRES-11] queuedBytesMax bytes wait for a reader; of one byte more it is told to read all again")
    void boundsTheQueue(int bytes, boolean resync) {
        greet();
        offer(600);

        offer(bytes);
        assertThat(reader.sent).hasSize(resync ? 1 : 2);
        reader.takeAll();

        assertThat(reader.sent).hasSize(2);
        assertThat(reader.sent.contains(EventStream.RESYNC.toString())).isEqualTo(resync);
    }

    @ParameterizedTest
    @CsvSource({"3, false", "4, true"})
    @DisplayName("[PRES-11] eventsMax events are on their way to a reader's loop; of one more it is told to read again")
    void boundsTheEvents(int events, boolean resync) {
        greet();

        for (int i = 0; i < events; i++) {
            stream.offer(Buffer.buffer("x"));
        }
        turns.settle();

        assertThat(reader.sent.stream().filter("x"::equals)).hasSize(3);
        assertThat(reader.sent.contains(EventStream.RESYNC.toString())).isEqualTo(resync);
    }

    @Test
    @DisplayName("[PRES-11] a silent stream says that it lives every keepAlive, and not a nanosecond before")
    void keepsAlive() {
        greet();
        turns.passNanos(LIMITS.keepAlive().toNanos() - 1);
        assertThat(reader.sent).isEmpty();

        turns.passNanos(1);
        turns.pass(LIMITS.keepAlive());

        assertThat(reader.sent).containsExactly(ALIVE, ALIVE);
    }

    @Test
    @DisplayName("[PRES-11] a reader that takes nothing for laggingMax is closed, and not a nanosecond before")
    void closesTheDeaf() {
        greet();
        offer(1_024);
        offer(1);
        turns.passNanos(LIMITS.laggingMax().toNanos() - 1);
        assertThat(reader.cut).isFalse();

        turns.passNanos(1);

        assertThat(reader.cut).isTrue();
    }

    @Test
    @DisplayName("[PRES-11] a reader that goes on within laggingMax is not closed")
    void keepsTheSlow() {
        greet();
        offer(1_024);
        offer(1);
        turns.passNanos(LIMITS.laggingMax().toNanos() - 1);
        reader.takeAll();

        turns.pass(Duration.ofNanos(1));

        assertThat(reader.cut).isFalse();
    }
}
