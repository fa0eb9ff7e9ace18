package io.meshplay.collab.presence;

import io.lettuce.core.KeyValue;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what other nodes have written: of those only that live. Confined to the board's loop. */
@EventLoop
final class PresenceReader {
    private final Keys keys;
    private final PresenceLimits limits;
    private final RedisLink link;

    /** A state and when it was written, by the clock of its node: after a take-over two nodes may tell of one client. */
    private record Written(long millis, String state) {}

    PresenceReader(Keys keys, PresenceLimits limits, RedisLink link) {
        this.keys = keys;
        this.limits = limits;
        this.link = link;
    }

    /** {@return the other nodes that live; those whose key is gone are struck off the list} */
    private Future<List<String>> nodes() {
        return link.send(redis -> redis.smembers(keys.nodes())).compose(all -> {
            List<String> others =
                    all.stream().filter(node -> !node.equals(keys.self())).toList();
            if (others.isEmpty()) {
                return Future.succeededFuture(List.of());
            }
            String[] wanted = others.stream().map(keys::node).toArray(String[]::new);
            return link.send(redis -> redis.mget(wanted)).map(found -> living(others, found));
        });
    }

    private List<String> living(List<String> nodes, List<KeyValue<String, String>> found) {
        List<String> living = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            (found.get(i).hasValue() ? living : dead).add(nodes.get(i));
        }
        if (!dead.isEmpty()) {
            // One that was merely cut off lists itself again with its next heartbeat.
            link.send(redis -> redis.srem(keys.nodes(), dead.toArray(String[]::new)));
        }
        return living;
    }

    /** {@return the states of the clients that other nodes have on a design} */
    Future<Map<Long, String>> on(String designId) {
        return nodes().compose(nodes -> {
            List<Future<Map<String, String>>> read = nodes.stream()
                    .map(node -> link.send(redis -> redis.hgetall(keys.on(node, designId))))
                    .toList();
            return Future.all(read).map(_ -> newest(read));
        });
    }

    private Map<Long, String> newest(List<Future<Map<String, String>>> read) {
        Map<Long, Written> newest = new TreeMap<>();
        for (Future<Map<String, String>> one : read) {
            one.result().forEach((client, value) -> {
                int blank = value.indexOf(' ');
                if (client.matches("[0-9]{1,10}")
                        && blank > 0
                        && value.substring(0, blank).matches("[0-9]{1,15}")
                        && value.length() - blank <= limits.stateCharsMax() + 1) {
                    var written = new Written(Long.parseLong(value.substring(0, blank)), value.substring(blank + 1));
                    newest.merge(Long.parseLong(client), written, (a, b) -> a.millis() >= b.millis() ? a : b);
                }
            });
        }
        Map<Long, String> states = new TreeMap<>();
        newest.forEach((client, written) -> states.put(client, written.state()));
        return states;
    }

    /** {@return who other nodes have on some designs, by design; of two nodes the one with more people} */
    Future<Map<String, PresenceView.Summary>> of(List<String> designIds) {
        if (designIds.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        return nodes().compose(nodes -> {
            String[] wanted = designIds.toArray(String[]::new);
            List<Future<List<KeyValue<String, String>>>> read = nodes.stream()
                    .map(node -> link.send(redis -> redis.hmget(keys.who(node), wanted)))
                    .toList();
            return Future.all(read).map(_ -> {
                Map<String, PresenceView.Summary> summaries = new HashMap<>();
                for (Future<List<KeyValue<String, String>>> one : read) {
                    one.result().forEach(field -> take(field, summaries));
                }
                return summaries;
            });
        });
    }

    private void take(KeyValue<String, String> field, Map<String, PresenceView.Summary> summaries) {
        if (field.hasValue()) {
            Bulletin.summary(field.getValue(), limits)
                    .filter(summary -> summary.designId().equals(field.getKey()))
                    .ifPresent(summary ->
                            summaries.merge(summary.designId(), summary, (a, b) -> a.count() >= b.count() ? a : b));
        }
    }
}
