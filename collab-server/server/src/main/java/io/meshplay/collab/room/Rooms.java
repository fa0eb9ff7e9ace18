package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** All rooms of this process: each design belongs to one event loop, by a hash of its id. */
@AnyThread
public final class Rooms implements LiveDesigns, RoomDoor {
    private final Vertx vertx;
    private final List<RoomLoop> loops;

    private Rooms(Vertx vertx, List<RoomLoop> loops) {
        this.vertx = vertx;
        this.loops = loops;
    }

    /** {@return where the black box of a loop lies} */
    public static Path blackBox(Path directory, int loop) {
        return directory.resolve("native-" + loop + ".blackbox");
    }

    /** Reads the black boxes that earlier processes left behind; to be called once, before {@link #start}. */
    public static List<BlackBox.Suspect> suspects(Path directory) {
        try {
            return new Suspicions(directory).read();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the black boxes in " + directory, e);
        }
    }

    /** Starts the loops. */
    public static Future<Rooms> start(RoomsConfig config) {
        List<Future<RoomLoop>> starting = new ArrayList<>();
        for (int i = 0; i < config.loops(); i++) {
            starting.add(startLoop(config, i));
        }
        return Future.all(starting).map(all -> new Rooms(config.vertx(), List.copyOf(all.<RoomLoop>list())));
    }

    private static Future<RoomLoop> startLoop(RoomsConfig config, int index) {
        Promise<Context> started = Promise.promise();
        AbstractVerticle verticle = new AbstractVerticle() {
            @Override
            public void start() {
                started.complete(context);
            }
        };
        return config.vertx()
                .deployVerticle(verticle)
                .compose(_ -> started.future())
                .map(context -> {
                    Turns turns = new VertxTurns(config.vertx(), context);
                    NativeWorker worker =
                            NativeWorker.start(turns, "native-" + index, blackBox(config.blackBoxDirectory(), index));
                    return new RoomLoop(config, turns, worker);
                });
    }

    private RoomLoop loopOf(String designId) {
        return loops.get(Math.floorMod(designId.hashCode(), loops.size()));
    }

    /** Runs work on the design's loop and completes on the caller's context. */
    private <T> Future<T> at(String designId, Function<RoomLoop, Future<T>> work) {
        RoomLoop loop = loopOf(designId);
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        loop.run(() -> started(work, loop).onComplete(done -> caller.runOnContext(_ -> promise.handle(done))));
        return promise.future();
    }

    private static <T> Future<T> started(Function<RoomLoop, Future<T>> work, RoomLoop loop) {
        try {
            return work.apply(loop);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<RoomSession> join(JoinRequest request, Grant grant) {
        return at(request.designId(), loop -> {
            if (loop.stopping()) {
                // whoever comes through another node may ask again who owns the design
                return Future.failedFuture(new OwnedElsewhereException("", ""));
            }
            Room room = loop.room(request.designId());
            return room.join(request, grant).map(session -> new Handle(loop, room, session, room.readOnly(session)));
        });
    }

    @Override
    public Future<byte[]> project(String designId) {
        return at(designId, loop -> loop.room(designId).project());
    }

    @Override
    public Future<Long> edit(String designId, String actor, byte[] operations) {
        return at(designId, loop -> loop.room(designId).edit(actor, operations));
    }

    @Override
    public Future<Void> close(String designId, CloseReason reason) {
        return at(designId, loop -> {
            Room room = loop.present(designId);
            return room == null ? Future.succeededFuture() : room.drain(SessionEnd.of(reason));
        });
    }

    @Override
    public void revoke(String identity) {
        for (RoomLoop loop : loops) {
            loop.run(() -> loop.all().forEach(room -> room.revoke(identity)));
        }
    }

    /** This process owns a design no more: its room is void, and nothing of it is written. */
    public void lost(String designId) {
        RoomLoop loop = loopOf(designId);
        loop.run(() -> {
            Room room = loop.present(designId);
            if (room != null) {
                room.lost(new IllegalStateException("the lease is another node's"));
            }
        });
    }

    /**
     * Writes everything out and ends all sessions, room by room.
     *
     * @param window over which the rooms are spread, so that their clients do not all come back at once
     */
    public Future<Void> drain(Duration window) {
        List<Future<Void>> drained = new ArrayList<>();
        for (RoomLoop loop : loops) {
            Promise<Void> promise = Promise.promise();
            loop.run(() -> loop.drain(window.toMillis()).onComplete(promise));
            drained.add(promise.future());
        }
        return Future.join(drained)
                .<Void>mapEmpty()
                .onComplete(_ -> loops.forEach(loop -> loop.worker().close()));
    }

    /** A socket's handle of one session. */
    private record Handle(RoomLoop loop, Room room, Session session, boolean readOnly) implements RoomSession {
        @Override
        public void receive(ClientMessage message, Runnable handled) {
            loop.run(() -> room.receive(session, message, handled));
        }

        @Override
        public void receivedMalformed(int offset, String what) {
            loop.run(() -> room.receivedMalformed(session, offset, what));
        }

        @Override
        public void leave() {
            loop.run(() -> room.left(session));
        }
    }
}
