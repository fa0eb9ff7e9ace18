package io.meshplay.collab.lease;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Nodes on one store, one clock that the test moves, and calls that take as long as the test likes. One thread. */
final class LeaseWorld {
    static final long STEP_MILLIS = 50;

    final List<Node> nodes = new ArrayList<>();
    private final Map<String, StoredRecord> rows = new TreeMap<>();
    private final SplittableRandom random;
    private long millis = 1_000_000;
    /** Largest delay of a call on its way there, and of its answer on its way back, in steps. */
    int delayMax;

    boolean storeAway;
    long journaledToken;

    LeaseWorld(long seed) {
        random = new SplittableRandom(seed);
    }

    Node node(String name) {
        Node node = new Node(name, "10.0.0." + nodes.size() + ":8480", "secret", 0);
        nodes.add(node);
        return node;
    }

    Node node(String name, String address, String cluster, long wallOffset) {
        Node node = new Node(name, address, cluster, wallOffset);
        nodes.add(node);
        return node;
    }

    /** Lets time pass; those that are not stopped do what is due. */
    void pass(long forMillis) {
        for (long end = millis + forMillis; millis < end; millis += STEP_MILLIS) {
            for (Node node : nodes) {
                node.step();
            }
        }
    }

    long now() {
        return millis;
    }

    boolean holdsRecord(String collection, String id) {
        return rows.containsKey(collection + " " + id);
    }

    /** Nodes that would acknowledge an edit of a design right now, though they may be stopped. */
    List<Node> trusting(String designId) {
        return nodes.stream()
                .filter(node -> node.keeper.trusts(designId, node.keeper.token(designId)))
                .toList();
    }

    /** One node: its keeper, its own view of the store, and whether its process runs. */
    final class Node implements NodeClock, LeaseListener {
        final String name;
        final LeaseKeeper keeper;
        final List<String> lost = new ArrayList<>();
        final List<String> died = new ArrayList<>();
        final View store = new View();
        boolean paused;
        boolean killed;
        long wallOffset;

        Node(String name, String address, String cluster, long wallOffset) {
            this.name = name;
            this.wallOffset = wallOffset;
            this.keeper =
                    new LeaseKeeper(new NodeIdentity(name, address, cluster), store, this, LeaseLimits.DEFAULTS, this);
        }

        void step() {
            store.arrive();
            if (!paused && !killed) {
                store.answer();
                keeper.tick();
            }
        }

        @Override
        public long nanos() {
            return millis * 1_000_000;
        }

        @Override
        public long wallMillis() {
            return millis + wallOffset;
        }

        @Override
        public void lost(String designId) {
            lost.add(designId);
        }

        @Override
        public void died(String nodeId) {
            died.add(nodeId);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private record Call(long due, Runnable work) {}

    /** The store as one node reaches it. Calls arrive although their sender is stopped; it hears nothing until it goes on. */
    final class View implements Store, Records, Journal, Checkpoints {
        private final Deque<Call> there = new ArrayDeque<>();
        private final Deque<Call> back = new ArrayDeque<>();
        private long lastThere;
        private long lastBack;
        /** Calls are on their way and do not arrive. */
        boolean held;

        /** {@return calls that have not arrived} */
        int onTheWay() {
            return there.size();
        }

        void arrive() {
            while (!held && !there.isEmpty() && there.peek().due() <= millis) {
                there.remove().work().run();
            }
        }

        void answer() {
            while (!back.isEmpty() && back.peek().due() <= millis) {
                back.remove().work().run();
            }
        }

        private long delay() {
            return millis + (delayMax == 0 ? 0 : random.nextInt(delayMax + 1) * STEP_MILLIS);
        }

        private <T> Future<T> call(Supplier<T> work) {
            Promise<T> promise = Promise.promise();
            lastThere = Math.max(lastThere, delay());
            there.add(new Call(lastThere, () -> {
                Runnable answer = answer(work, promise);
                lastBack = Math.max(lastBack, delay());
                back.add(new Call(lastBack, answer));
            }));
            if (delayMax == 0 && !held) {
                arrive();
            }
            return promise.future();
        }

        private <T> Runnable answer(Supplier<T> work, Promise<T> promise) {
            try {
                if (storeAway) {
                    throw new StoreException.Unavailable("away", null);
                }
                T result = work.get();
                return () -> promise.complete(result);
            } catch (StoreException e) {
                return () -> promise.fail(e);
            }
        }

        @Override
        public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
            return call(() -> Optional.ofNullable(rows.get(collection.name() + " " + id)));
        }

        @Override
        public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
            return call(() -> {
                String key = collection.name() + " " + id;
                expect(rows.get(key), expectedRevision);
                rows.put(key, new StoredRecord(id, expectedRevision + 1, json));
                return expectedRevision + 1;
            });
        }

        private void expect(@Nullable StoredRecord stored, long revision) {
            if ((stored == null ? 0 : stored.revision()) != revision) {
                throw new StoreException.Conflict("another revision");
            }
        }

        @Override
        public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
            return call(() -> {
                expect(rows.get(collection.name() + " " + id), expectedRevision);
                rows.remove(collection.name() + " " + id);
                return null;
            });
        }

        @Override
        public Future<RecordPage> find(RecordQuery query) {
            return call(() -> {
                Object design = query.equal().get("design");
                List<StoredRecord> found = new ArrayList<>(rows.entrySet().stream()
                        .filter(row ->
                                row.getKey().startsWith(query.collection().name() + " "))
                        .map(Map.Entry::getValue)
                        .filter(row ->
                                design == null || design.equals(parsed(row).getString("design")))
                        .toList());
                return new RecordPage(query.sort().isEmpty() ? found : found.reversed(), found.size());
            });
        }

        private JsonObject parsed(StoredRecord row) {
            return new JsonObject(new String(row.json(), StandardCharsets.UTF_8));
        }

        @Override
        public Future<Long> lastSequence(String designId) {
            return call(() -> journaledToken == 0 ? 0L : 1L);
        }

        @Override
        public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
            return call(() -> List.of(new JournalEntry(designId, 1, journaledToken, "local", new byte[0])));
        }

        @Override
        public Future<Void> append(List<JournalEntry> batch) {
            return call(() -> null);
        }

        @Override
        public Future<Void> trim(String designId, long belowSequence) {
            return call(() -> null);
        }

        @Override
        public Future<Void> put(Checkpoint checkpoint) {
            return call(() -> null);
        }

        @Override
        public Future<Optional<Checkpoint>> get(String designId) {
            return call(Optional::empty);
        }

        @Override
        public Future<Void> delete(String designId) {
            return call(() -> null);
        }

        @Override
        public Journal journal() {
            return this;
        }

        @Override
        public Checkpoints checkpoints() {
            return this;
        }

        @Override
        public Records records() {
            return this;
        }

        @Override
        public long fencingToken() {
            return 1;
        }

        @Override
        public Future<Void> probe() {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
