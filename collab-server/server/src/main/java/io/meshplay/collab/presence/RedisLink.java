package io.meshplay.collab.presence;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one Redis: two connections, one for commands and one for the news, that live and die together. It is up while
 * heartbeats are answered. While it is not, commands fail at once and nothing queues. It says once that Redis is away and
 * once that it is back. Confined to one event loop.
 */
@EventLoop
final class RedisLink implements RedisSender {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int THREADS = 2;
    /** Greetings of a connection, which are not counted. */
    private static final int SPARE_REQUESTS = 16;

    /** Whom the link serves; called on its loop. */
    interface Host {
        /** Says that this node lives, and so finds out whether Redis does. */
        Future<?> beat();

        /** Commands are taken again; what Redis holds may be anything. */
        void back();

        /** Another node, or this one, has published something. */
        void heard(String message);
    }

    private record Connections(
            StatefulRedisConnection<String, String> commands, StatefulRedisPubSubConnection<String, String> news) {
        boolean open() {
            return commands.isOpen() && news.isOpen();
        }

        void close() {
            var _ = commands.closeAsync();
            var _ = news.closeAsync();
        }
    }

    private final Turns turns;
    private final Context context;
    private final RedisURI address;
    private final String place;
    private final String channel;
    private final PresenceLimits limits;
    private final PresenceMetrics metrics;
    private final Host host;
    private final ClientResources resources;
    private final RedisClient client;

    private @Nullable Connections connections;
    private boolean connecting;
    private boolean beating;
    private boolean up;
    private boolean lossTold;
    private boolean closed;
    private int misses;
    private int waiting;
    private long lostNanos;
    private long timer = -1;

    RedisLink(Turns turns, Context context, RedisOptions options, String channel, PresenceMetrics metrics, Host host) {
        this.turns = turns;
        this.lostNanos = turns.nanoTime();
        this.context = context;
        this.address = options.address();
        this.place = address.getHost() + ":" + address.getPort();
        this.channel = channel;
        this.limits = options.limits();
        this.metrics = metrics;
        this.host = host;
        this.resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // Connecting anew is ours: a connection that is merely slow must be given up too, and be told once.
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(limits.requestsMax() + SPARE_REQUESTS)
                .timeoutOptions(TimeoutOptions.enabled(limits.commandMax()))
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(limits.commandMax())
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .build());
    }

    /** Connects for the first time; fails only if waiting could never help, with {@link RedisRefusedException}. */
    Future<Void> start() {
        return connect()
                .compose(_ -> host.beat())
                .<Void>map(_ -> {
                    risen();
                    return null;
                })
                .recover(failure -> {
                    Throwable refusal = RedisFailures.refusal(place, failure);
                    if (refusal instanceof RedisRefusedException) {
                        return close().transform(_ -> Future.failedFuture(refusal));
                    }
                    fallen(failure);
                    return Future.succeededFuture();
                })
                .onSuccess(_ -> timer = turns.every(limits.heartbeat(), this::tend));
    }

    @Override
    public boolean up() {
        return up;
    }

    private void tend() {
        Connections present = connections;
        if (closed || connecting || beating) {
            return;
        }
        if (present == null || !present.open()) {
            give(present);
            connect().compose(_ -> beat()).onFailure(this::fallen);
        } else {
            beat().onFailure(failure -> {
                fallen(failure);
                if (++misses >= limits.missesMax()) {
                    give(connections);
                }
            });
        }
    }

    private Future<Void> beat() {
        beating = true;
        return host.beat().onComplete(_ -> beating = false).map(_ -> {
            risen();
            return null;
        });
    }

    private void risen() {
        misses = 0;
        if (up || closed) {
            return;
        }
        up = true;
        metrics.connected(true);
        if (lossTold) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(turns.nanoTime() - lostNanos);
            LOG.info("Redis at {} is back after {} s; presence is written again", place, seconds);
        }
        lossTold = false;
        host.back();
    }

    private void fallen(Throwable failure) {
        if (up) {
            lostNanos = turns.nanoTime();
        }
        up = false;
        metrics.connected(false);
        if (!lossTold && !closed) {
            lossTold = true;
            LOG.warn(
                    "Redis at {} is away ({}): other nodes' presence is not shown until it is back; edits go on",
                    place,
                    RedisFailures.reason(failure));
        }
    }

    private void give(@Nullable Connections given) {
        misses = 0;
        if (given != null) {
            given.close();
        }
        connections = null;
    }

    private Future<Void> connect() {
        connecting = true;
        return on(client.connectAsync(StringCodec.UTF8, address))
                .compose(commands -> on(client.connectPubSubAsync(StringCodec.UTF8, address))
                        .compose(news -> open(new Connections(commands, news)))
                        .onFailure(_ -> on(commands.closeAsync())))
                .onComplete(_ -> connecting = false);
    }

    private Future<Void> open(Connections opened) {
        opened.news().addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String message) {
                context.runOnContext(_ -> host.heard(message));
            }
        });
        return on(opened.commands().async().info("server"))
                .compose(info -> RedisFailures.checkVersion(place, info))
                .compose(_ -> on(opened.news().async().subscribe(channel)))
                .<Void>map(_ -> {
                    connections = opened;
                    return null;
                })
                .compose(_ -> closed ? Future.<Void>failedFuture("closed") : Future.<Void>succeededFuture())
                .onFailure(_ -> {
                    connections = null;
                    opened.close();
                });
    }

    private <T> Future<T> on(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, context);
    }

    @Override
    public <T> Future<T> send(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        Connections present = connections;
        if (present == null) {
            return Future.failedFuture("no connection to Redis");
        }
        if (waiting >= limits.requestsMax()) {
            return Future.failedFuture("too many commands wait for Redis");
        }
        waiting++;
        long started = turns.nanoTime();
        try {
            return on(command.apply(present.commands().async())).onComplete(done -> {
                waiting--;
                if (done.succeeded()) {
                    metrics.published(turns.nanoTime() - started);
                }
            });
        } catch (RuntimeException e) {
            waiting--;
            return Future.failedFuture(e);
        }
    }

    /** Closes both connections and the threads behind them. */
    Future<Void> close() {
        closed = true;
        up = false;
        metrics.connected(false);
        turns.cancel(timer);
        give(connections);
        return on(client.shutdownAsync(0, limits.commandMax().toMillis(), TimeUnit.MILLISECONDS))
                .transform(_ -> {
                    var _ = resources.shutdown(0, limits.commandMax().toMillis(), TimeUnit.MILLISECONDS);
                    return Future.succeededFuture();
                });
    }
}
