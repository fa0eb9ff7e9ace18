package io.meshplay.collab;

import io.meshplay.collab.cli.ServerOptions;
import io.meshplay.collab.cli.StorageOptions;
import io.meshplay.collab.cli.StorePlace;
import io.meshplay.collab.node.ClusterNode;
import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.node.Node;
import io.meshplay.collab.node.NodeLimits;
import io.meshplay.collab.node.SoleNode;
import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.presence.RedisOptions;
import io.meshplay.collab.store.MeteredStore;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.mongo.MongoOptions;
import io.meshplay.collab.store.mongo.MongoStore;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What must stand before anything is served: the store, this process's place among the nodes, and the board of who is where.
 *
 * @param store measured
 * @param node among which nodes this process serves
 * @param board who is where, and what is new
 */
record Foundation(Store store, Node node, PresenceBoard board) {
    /** Opens all of it, or closes what was opened. */
    static Future<Foundation> lay(Vertx vertx, ServerOptions options, int loops, Clock clock, MeterRegistry registry) {
        return openStore(vertx, options)
                .map(store -> new MeteredStore(store, registry))
                .compose(store -> orClose(
                        store::close,
                        join(vertx, loops, options.cluster(), store, clock)
                                .compose(node -> orClose(
                                        node::stop,
                                        openBoard(vertx, options.storage(), node, registry)
                                                .map(board -> {
                                                    node.hints(board);
                                                    return new Foundation(store, node, board);
                                                })))));
    }

    private static Future<Store> openStore(Vertx vertx, ServerOptions options) {
        StorageOptions storage = options.storage();
        String mongo = storage.mongo();
        ClusterOptions cluster = options.cluster();
        if (mongo == null) {
            return SqliteStore.open(vertx, options.data());
        }
        try {
            makeDirectory(options.data());
            String fingerprint = cluster == null ? "" : cluster.secret().fingerprint();
            return MongoStore.open(vertx, MongoOptions.of(mongo, storage.clusterName(), fingerprint));
        } catch (StoreException e) {
            return Future.failedFuture(e);
        }
    }

    /** Opens a store to read it, while servers may go on with it. */
    static Future<Store> reading(Vertx vertx, StorePlace place) {
        return switch (place) {
            case StorePlace.Directory(Path path) -> SqliteStore.snapshot(vertx, path);
            case StorePlace.Database database -> MongoStore.read(vertx, options(database));
        };
    }

    /** Makes a store where there is none, to be filled from a backup. */
    static Future<Store> filling(Vertx vertx, StorePlace place) {
        return switch (place) {
            case StorePlace.Directory(Path path) -> SqliteStore.create(vertx, path);
            case StorePlace.Database database -> MongoStore.create(vertx, options(database));
        };
    }

    private static MongoOptions options(StorePlace.Database database) {
        return MongoOptions.of(database.address(), database.clusterName(), database.secretFingerprint());
    }

    /** The data directory of a node holds no designs, only what tells a restart how native code died. */
    private static void makeDirectory(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new StoreException.Refused("the data directory " + data + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static Future<? extends Node> join(
            Vertx vertx, int loops, @Nullable ClusterOptions cluster, Store store, Clock clock) {
        return cluster == null
                ? Future.succeededFuture(new SoleNode(store))
                : ClusterNode.start(vertx, loops, cluster, store, clock, NodeLimits.DEFAULTS);
    }

    private static Future<PresenceBoard> openBoard(
            Vertx vertx, StorageOptions storage, Node node, MeterRegistry registry) {
        String redis = storage.redis();
        return redis == null
                ? Future.succeededFuture(PresenceBoard.local(vertx, registry))
                : PresenceBoard.connect(vertx, RedisOptions.of(redis), node.id(), registry);
    }

    /** Closes what stands if what builds on it does not come about. */
    static <T> Future<T> orClose(Supplier<Future<Void>> standing, Future<T> next) {
        Function<Throwable, Future<T>> closed = failure -> standing.get().transform(_ -> Future.failedFuture(failure));
        return next.recover(closed);
    }

    /** Closes the board, then the store; the node is left before the port closes. */
    Future<Void> close() {
        return board.close().otherwiseEmpty().compose(_ -> store.close().otherwiseEmpty());
    }
}
