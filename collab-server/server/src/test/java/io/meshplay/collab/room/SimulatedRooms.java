package io.meshplay.collab.room;

import io.meshplay.collab.store.Store;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.crdt.BlackBox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The rooms of one simulated process: the product's own classes, on turns that are handed in. One thread; {@link Parts} is
 * shared by all processes of that thread.
 */
public final class SimulatedRooms {
    /** What costs too much to make for each run and keeps nothing of one: a Vert.x that nobody starts a loop of, meters, a black box. */
    public static final class Parts implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final RoomMetrics metrics = new RoomMetrics(new SimpleMeterRegistry());
        private final BlackBox blackBox;
        private final Path scratch;

        /** {@code scratch}: a directory for the black box */
        public Parts(Path scratch) {
            this.scratch = scratch;
            try {
                blackBox = BlackBox.open(scratch.resolve("simulated.blackbox"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                blackBox.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            vertx.close().await();
        }
    }

    private final InTurns worker;
    private final RoomLoop loop;

    /** The rooms of a process. {@code turns}: also run the native work, each job in a turn of its own */
    public SimulatedRooms(
            Parts parts, Turns turns, Store store, Ownership ownership, RoomLimits limits, Clock clock, Random random) {
        RoomsConfig config = new RoomsConfig(
                parts.vertx,
                1,
                store,
                ownership,
                limits,
                NativeLimits.DEFAULTS,
                parts.metrics,
                clock,
                random,
                (_, _) -> {},
                Advisor.SILENT,
                PresenceListener.none(),
                parts.scratch,
                List.of());
        this.worker = new InTurns(turns);
        this.loop = new RoomLoop(config, turns, new NativeWorker(turns, worker, parts.blackBox));
    }

    /** Joins a client. Call within a turn. */
    public Future<RoomSession> join(JoinRequest request, Grant grant) {
        Room room = loop.room(request.designId());
        return room.join(request, grant, 0).map(session -> new Handle(room, session));
    }

    /** Stops as the product does at SIGTERM. Call within a turn. */
    public Future<Void> drain() {
        return loop.drain(0);
    }

    /** The design is another process's. Call within a turn. */
    public void lost(String designId) {
        Room room = loop.present(designId);
        if (room != null) {
            room.lost(new IllegalStateException("the lease is another node's"));
        }
    }

    /** Frees what native memory holds, just before the process dies: nothing of this may reach a client or the store. */
    public void bury() {
        worker.inline = true;
        for (Room room : loop.all()) {
            room.close(SessionEnd.TRY_AGAIN);
        }
    }

    /** What a store holds of a design. {@code damagedAt}: 0 if all of it loads */
    public record Stored(byte[] snapshot, byte[] projection, long sequence, long damagedAt) {}

    /** Loads a design as a fresh process would, from a store that answers at once. Call within a turn. */
    public Stored load(String designId) {
        Future<LoadedRoom> loading =
                loop.loader().load(designId, new Ownership.Claim(0, false), loop.worker(), List.of());
        if (!loading.succeeded()) {
            throw new IllegalStateException("design " + designId + " does not load", loading.cause());
        }
        LoadedRoom loaded = loading.result();
        try (var document = loaded.document()) {
            return new Stored(document.snapshot(), document.project(), loaded.sequence(), loaded.damagedAt());
        }
    }

    private record Handle(Room room, Session session) implements RoomSession {
        @Override
        public void receive(ClientMessage message, Runnable handled) {
            room.receive(session, message, handled);
        }

        @Override
        public void receivedMalformed(int offset, String what) {
            room.receivedMalformed(session, offset, what);
        }

        @Override
        public void leave() {
            room.left(session);
        }

        @Override
        public boolean readOnly() {
            return room.readOnly(session);
        }
    }

    /** A thread that is none: jobs are turns of the process itself. */
    private static final class InTurns extends AbstractExecutorService {
        private final Turns turns;
        private boolean inline;

        InTurns(Turns turns) {
            this.turns = turns;
        }

        @Override
        public void execute(Runnable job) {
            if (inline) {
                job.run();
            } else {
                turns.run(job);
            }
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
