package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.DesignFeed;
import io.meshplay.collab.room.VertxTurns;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The streams of events to browsers and programs: each event is encoded once for all of them. */
@AnyThread
final class EventStreams {
    static final String MEDIA_TYPE = "text/event-stream";

    private final Vertx vertx;
    private final StreamLimits limits;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    EventStreams(Vertx vertx, DesignFeed feed, StreamLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        feed.subscribe(event -> {
            if (!streams.isEmpty()) {
                Buffer encoded = encode(event);
                streams.forEach(stream -> stream.offer(encoded));
            }
        });
    }

    List<Operation> operations() {
        return List.of(Operation.get("/api/v1/events", Set.of(MEDIA_TYPE), this::open));
    }

    private Future<Reply> open(Request request) {
        request.query();
        if (streams.size() >= limits.streamsMax()) {
            throw Problems.unavailable("This server has as many streams of events open as it may.")
                    .asException();
        }
        return Future.succeededFuture(Reply.stream(MEDIA_TYPE, listening -> {
            var turns = new VertxTurns(vertx, vertx.getOrCreateContext());
            EventStream stream = new EventStream(turns, new ResponseLine(listening), limits);
            streams.add(stream);
            listening.response().exceptionHandler(_ -> {});
            listening.response().closeHandler(_ -> {
                stream.ended();
                streams.remove(stream);
            });
            stream.start();
        }));
    }

    private static Buffer encode(DesignEvent event) {
        return switch (event) {
            case DesignEvent.Changed changed -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.put("kind", changed.kind().name().toLowerCase(Locale.ROOT));
                json.put("designId", changed.designId());
                if (changed.name() != null) {
                    json.put("name", changed.name());
                }
                if (changed.version() > 0) {
                    json.put("version", changed.version());
                }
                yield named("design", json);
            }
            case DesignEvent.PeopleChanged people -> named("presence", PresenceResource.json(people.summary()));
            case DesignEvent.Resync _ -> EventStream.RESYNC;
        };
    }

    /** The body of a response that does not end. */
    private record ResponseLine(HttpServerRequest request) implements EventStream.Line {
        @Override
        public Future<Void> write(Buffer bytes) {
            return request.response().write(bytes);
        }

        @Override
        public boolean over() {
            return request.response().closed() || request.response().ended();
        }

        @Override
        public void cut() {
            if (request.connection() instanceof ConnectionBase connection) {
                var _ = connection.channelHandlerContext().close();
            }
        }
    }

    /** JSON has no raw line breaks, so that one data line does. */
    private static Buffer named(String name, ObjectNode json) {
        return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
    }
}
