package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.room.Advisor.Advice;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When rooms ask their advisor. */
final class AdviceTurnsTest extends LiveFixture {
    private final Replica mona = replica(1_001);

    /** Time that passes when the test says so. */
    private static final class Hand implements Turns {
        private long now;
        private final List<Long> due = new ArrayList<>();
        private final List<Runnable> work = new ArrayList<>();

        void pass(Duration time) {
            now += time.toNanos();
            for (int i = 0; i < due.size(); i++) {
                if (due.get(i) <= now) {
                    due.remove(i);
                    work.remove(i).run();
                    i = -1;
                }
            }
        }

        @Override
        public void run(Runnable job) {
            job.run();
        }

        @Override
        public long after(Duration delay, Runnable job) {
            due.add(now + delay.toNanos());
            work.add(job);
            return due.size();
        }

        @Override
        public long every(Duration interval, Runnable job) {
            throw new IllegalStateException("nothing is periodic here");
        }

        @Override
        public boolean cancel(long timer) {
            return false;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean here() {
            return true;
        }
    }

    @Test
    @DisplayName(
            "[ROOM-24] advice is taken one at a time, with a rest of adviceRestFactor times what the last one took")
    void rests() {
        var time = new Hand();
        var turns = new AdviceTurns(time, 9, Advisor.SILENT);
        Promise<Void> first = Promise.promise();
        var begun = new AtomicInteger();
        turns.add(first::future);
        turns.add(() -> {
            begun.incrementAndGet();
            return Future.succeededFuture();
        });

        time.pass(Duration.ofMillis(10));
        assertThat(begun).hasValue(0);
        first.complete();
        time.pass(Duration.ofMillis(89));
        assertThat(begun).hasValue(0);
        time.pass(Duration.ofMillis(1));

        assertThat(begun).hasValue(1);
    }

    @Test
    @DisplayName("[ROOM-24] the advisor is asked once, adviceQuiet after the first of many edits")
    void asksOnce() {
        List<Long> asked = new CopyOnWriteArrayList<>();
        start(Limits.room("adviceQuiet", Duration.ofSeconds(1))).advise(_ -> new Advisor() {
            @Override
            public Future<Advice> advise(String designId, long sequence, byte[] projection) {
                asked.add(sequence);
                return Future.succeededFuture(new Advice("{\"asked\":" + asked.size() + "}", null));
            }

            @Override
            public void forget(String designId) {}
        });
        WireClient client = joined("");
        client.await("stateless");

        for (int i = 0; i < 5; i++) {
            assertThat(client.acknowledged(mona.set("meta", "k", i))).isTrue();
        }
        assertThat(client.heard("stateless")).hasSize(1);

        Awaitility.await().until(() -> client.heard("stateless").size() == 2);
        assertThat(asked).hasSize(2);
    }
}
