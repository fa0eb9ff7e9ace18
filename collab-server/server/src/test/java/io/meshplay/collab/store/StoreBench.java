package io.meshplay.collab.store;

import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a store: latency of appends at 200 and 2,000 per second over 50 designs, the most appends per second that group
 * commit reaches, and search in 10,000 records. Its argument is an empty directory on the disk to be measured, or the MongoDB
 * address of an empty database; there the search is left out unless the address names a replica set, since FerretDB scans.
 */
final class StoreBench {
    private static final int DESIGNS = 50;
    private static final int PAYLOAD_BYTES = 120;

    private final Vertx vertx = Vertx.vertx();
    private final Store store;
    private final List<Context> contexts = new ArrayList<>();
    private final long[] next = new long[DESIGNS];

    private StoreBench(String place) {
        this.store = Outcome.of(AppendUntilKilled.open(vertx, place));
        for (int design = 0; design < DESIGNS; design++) {
            contexts.add(vertx.getOrCreateContext());
        }
    }

    /** Takes the place. */
    public static void main(String[] arguments) throws InterruptedException {
        StoreBench bench = new StoreBench(arguments[0]);
        bench.paced(200, 1_000);
        bench.report("200 appends/s", bench.paced(200, 4_000));
        bench.report("2000 appends/s", bench.paced(2_000, 10_000));
        for (int window : new int[] {1, 8, 64}) {
            bench.throughput(window, 60_000);
        }
        if (!arguments[0].startsWith("mongodb:") || arguments[0].contains("replicaSet=")) {
            bench.records();
        }
        Outcome.of(bench.store.close());
        Outcome.of(bench.vertx.close());
    }

    /** Appends on an absolute schedule; the latency counts from the intended moment, so that a stall is not hidden. */
    private long[] paced(int perSecond, int count) throws InterruptedException {
        long[] latencies = new long[count];
        CountDownLatch done = new CountDownLatch(count);
        long start = System.nanoTime() + 1_000_000;
        for (int index = 0; index < count; index++) {
            long intended = start + index * 1_000_000_000L / perSecond;
            while (System.nanoTime() < intended) {
                LockSupport.parkNanos(intended - System.nanoTime());
            }
            int slot = index;
            contexts.get(index % DESIGNS)
                    .runOnContext(_ -> append(slot % DESIGNS).onComplete(_ -> {
                        latencies[slot] = System.nanoTime() - intended;
                        done.countDown();
                    }));
        }
        done.await();
        return latencies;
    }

    private Future<Void> append(int design) {
        next[design]++;
        return store.journal()
                .append(List.of(new JournalEntry(
                        "design-" + design, next[design], store.fencingToken(), "ada", new byte[PAYLOAD_BYTES])));
    }

    private void throughput(int window, int count) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        AtomicLong left = new AtomicLong(count);
        long start = System.nanoTime();
        for (int design = 0; design < DESIGNS; design++) {
            int slot = design;
            contexts.get(design).runOnContext(_ -> {
                for (int ahead = 0; ahead < window; ahead++) {
                    again(slot, left, done);
                }
            });
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        print("%d designs, %d under way each: %.0f appends/s".formatted(DESIGNS, window, count / seconds));
    }

    private void again(int design, AtomicLong left, CountDownLatch done) {
        if (left.getAndDecrement() > 0) {
            append(design).onComplete(_ -> {
                done.countDown();
                again(design, left, done);
            });
        }
    }

    private void records() {
        RecordCollection designs = new RecordCollection("designs", List.of("name", "updatedAt", "deleted"));
        List<Future<Long>> puts = new ArrayList<>();
        long start = System.nanoTime();
        for (int index = 0; index < 10_000; index++) {
            String json = "{\"name\":\"Design %d %s\",\"updatedAt\":%d,\"deleted\":false,\"text\":\"%s\"}"
                    .formatted(index, index % 97 == 0 ? "Gateway" : "Plain", index * 7919 % 10_000, "x".repeat(200));
            puts.add(store.records().put(designs, "id-" + index, 0, json.getBytes(StandardCharsets.UTF_8)));
            if (puts.size() == 1_000) {
                puts.forEach(Outcome::of);
                puts.clear();
            }
        }
        print("10,000 records put: %.1f s".formatted((System.nanoTime() - start) / 1e9));
        List<RecordQuery.Sort> newest = List.of(new RecordQuery.Sort("updatedAt", true));
        List<RecordQuery.Sort> byName = List.of(new RecordQuery.Sort("name", false));
        Map<String, Object> live = Map.of("deleted", false);
        query("first page, newest first", new RecordQuery(designs, live, Map.of(), newest, 0, 20));
        query("page 400, newest first", new RecordQuery(designs, live, Map.of(), newest, 8_000, 20));
        query("search gateway, newest first", new RecordQuery(designs, live, Map.of("name", "GATEWAY"), newest, 0, 20));
        query("search nothing, by name", new RecordQuery(designs, live, Map.of("name", "none"), byName, 0, 20));
    }

    private void query(String what, RecordQuery query) {
        long[] latencies = new long[200];
        for (int round = 0; round < latencies.length; round++) {
            long start = System.nanoTime();
            Outcome.of(store.records().find(query));
            latencies[round] = System.nanoTime() - start;
        }
        report(what, latencies);
    }

    private void report(String what, long[] latencies) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        print("%s: p50 %.2f ms, p99 %.2f ms, max %.2f ms"
                .formatted(what, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1)));
    }

    private static double at(long[] sorted, double part) {
        int index = Math.min(sorted.length - 1, (int) (sorted.length * part));
        return sorted[index] / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }

    private static void print(String line) {
        System.out.println("> " + line);
    }
}
