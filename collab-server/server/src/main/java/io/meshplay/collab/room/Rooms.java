package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.crdt.BlackBox;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** All rooms of this process: each design belongs to one event loop, by a hash of its id. */
@AnyThread
public final class Rooms implements LiveDesigns, RoomControl, RoomDoor {
    private final Vertx vertx;
    private final List<RoomLoop> loops;
    private final NativeWatch watch;
    /** Grows with each revocation and deletion; a grant is as of the count before it was read. */
    private final AtomicLong revoked = new AtomicLong();

    private Rooms(Vertx vertx, List<RoomLoop> loops, NativeWatch watch) {
        this.vertx = vertx;
        this.loops = loops;
        this.watch = watch;
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
        NativeLimits limits = config.nativeLimits();
        NativeWatch watch = new NativeWatch(
                limits,
                config.metrics(),
                new OverdueReport(config.blackBoxDirectory(), limits, config.clock()),
                Runtime.getRuntime()::halt,
                System::nanoTime);
        List<Future<RoomLoop>> starting = new ArrayList<>();
        for (int i = 0; i < config.loops(); i++) {
            starting.add(startLoop(config, i, watch));
        }
        return Future.all(starting).map(all -> {
            watch.start();
            return new Rooms(config.vertx(), List.copyOf(all.<RoomLoop>list()), watch);
        });
    }

    private static Future<RoomLoop> startLoop(RoomsConfig config, int index, NativeWatch watch) {
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
                    watch.add(worker::call);
                    return new RoomLoop(config, turns, worker);
                });
    }

    /**
     * Loads and edits a design that is in no store, on each loop's worker: the first design of a process takes as long as the
     * next.
     */
    public Future<Void> warmUp() {
        return Future.join(loops.stream().map(Rooms::warmUp).toList()).mapEmpty();
    }

    private static Future<Void> warmUp(RoomLoop loop) {
        NativeWorker worker = loop.worker();
        return worker.run(NativeTask.WARM_UP, WarmUp.DESIGN, () -> WarmUp.run(worker, loop.limits()))
                .mapEmpty();
    }

    /** {@return the worker of a design's loop} */
    NativeWorker worker(String designId) {
        return loopOf(designId).worker();
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

    /** What is revoked or deleted while the grant is read, or while the room is loaded, lets nobody in and opens no room. */
    @Override
    public Future<RoomSession> join(JoinRequest request, Access access) {
        long asOf = revoked.get();
        return access.grant(request.designId(), request.token()).compose(grant -> join(request, grant, asOf));
    }

    private Future<RoomSession> join(JoinRequest request, Grant grant, long asOf) {
        return at(request.designId(), loop -> {
            if (loop.stopping()) {
                // whoever comes through another node may ask again who owns the design
                return Future.failedFuture(new OwnedElsewhereException("", ""));
            }
            loop.requireGranted(request.designId(), grant.identity(), asOf);
            Room room = loop.room(request.designId());
            return room.join(request, grant, asOf)
                    .map(session -> new Handle(loop, room, session, room.readOnly(session)));
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
        long stamp = revoked.incrementAndGet();
        return at(designId, loop -> {
            if (reason == CloseReason.DELETED) {
                loop.deleted(designId, stamp);
            }
            Room room = loop.present(designId);
            return room == null ? Future.succeededFuture() : room.drain(SessionEnd.of(reason));
        });
    }

    /** {@return the identities of all live sessions of this process} */
    public Future<Set<String>> identities() {
        return fromEach(loop -> {
                    Set<String> found = new HashSet<>();
                    loop.all().forEach(room -> room.identities(found));
                    return found;
                })
                .map(all -> {
                    Set<String> identities = new HashSet<>();
                    all.forEach(identities::addAll);
                    return identities;
                });
    }

    @Override
    public void revoke(String identity) {
        long stamp = revoked.incrementAndGet();
        for (RoomLoop loop : loops) {
            loop.run(() -> loop.revoke(identity, stamp));
        }
    }

    @Override
    public Future<List<RoomReport>> reports() {
        return fromEach(loop -> loop.all().stream().map(Room::report).toList())
                .map(all -> all.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparing(RoomReport::designId))
                        .toList());
    }

    /** Asks every loop and completes on the caller's context. */
    private <T> Future<List<T>> fromEach(Function<RoomLoop, T> question) {
        Context caller = vertx.getOrCreateContext();
        List<Future<T>> asked = new ArrayList<>();
        for (RoomLoop loop : loops) {
            Promise<T> promise = Promise.promise();
            loop.run(() -> {
                T answer = question.apply(loop);
                caller.runOnContext(_ -> promise.complete(answer));
            });
            asked.add(promise.future());
        }
        return Future.all(asked).map(CompositeFuture::list);
    }

    @Override
    public Future<Optional<RoomReport>> report(String designId) {
        return at(designId, loop -> Future.succeededFuture(report(loop, designId)));
    }

    private static Optional<RoomReport> report(RoomLoop loop, String designId) {
        return Optional.ofNullable(loop.present(designId)).map(room -> room.report());
    }

    @Override
    public Future<Boolean> kick(String designId, String sessionId) {
        return at(designId, loop -> {
            Room room = loop.present(designId);
            return Future.succeededFuture(room != null && room.kick(sessionId));
        });
    }

    @Override
    public Future<Optional<RoomReport>> flush(String designId) {
        return at(designId, loop -> {
            Room room = loop.present(designId);
            return room == null
                    ? Future.succeededFuture(Optional.empty())
                    : room.flush().map(_ -> Optional.of(room.report()));
        });
    }

    @Override
    public Future<Boolean> unload(String designId) {
        return at(designId, loop -> {
            Room room = loop.present(designId);
            return room == null
                    ? Future.succeededFuture(false)
                    : room.drain(SessionEnd.TRY_AGAIN).map(true);
        });
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
        return Future.join(drained).<Void>mapEmpty().onComplete(_ -> {
            watch.close();
            loops.forEach(loop -> loop.worker().close());
        });
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
