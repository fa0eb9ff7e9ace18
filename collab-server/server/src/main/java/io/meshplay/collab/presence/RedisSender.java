package io.meshplay.collab.presence;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Takes commands for Redis; {@link RedisLink} is the product's. */
interface RedisSender {
    /** {@return whether Redis answers} */
    boolean up();

    /** Sends a command; what is sent in one turn arrives in its order. Fails at once while there is no connection. */
    <T> Future<T> send(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command);
}
