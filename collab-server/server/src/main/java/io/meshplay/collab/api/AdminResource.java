package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Operation.Handling;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.cli.ServerVersion;
import io.meshplay.collab.designs.DesignPage;
import io.meshplay.collab.designs.Slice;
import io.meshplay.collab.room.RoomControl;
import io.meshplay.collab.room.RoomReport;
import io.meshplay.collab.room.SessionReport;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** This node's live rooms and sessions, for whoever runs it. */
final class AdminResource {
    private static final String ADMIN = "/api/v1/admin";
    private static final String ROOMS = ADMIN + "/rooms";
    private static final String ROOM = ROOMS + "/{designId}";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Administration administration;
    private final RoomControl rooms;
    private final Clock clock;

    AdminResource(Administration administration, Clock clock) {
        this.administration = administration;
        this.rooms = administration.rooms();
        this.clock = clock;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(ADMIN + "/node", administration.guarding(this::node)),
                Operation.get(ROOMS, administration.guarding(this::list)),
                Operation.get(ROOM, administration.guarding(this::room)),
                Operation.get(ROOM + "/sessions", administration.guarding(this::sessions)),
                Operation.delete(ROOM + "/sessions/{sessionId}", administration.guarding(this::kick)),
                post(ROOM + "/flush", this::flush),
                post(ROOM + "/unload", this::unload));
    }

    private Operation post(String template, Handling handling) {
        return Operation.post(template, Body.OPTIONAL_JSON, administration.guarding(request -> {
            request.query();
            request.noFields();
            return handling.handle(request);
        }));
    }

    private Future<Reply> node(Request request) {
        request.query();
        return rooms.reports().map(all -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("version", ServerVersion.number());
            json.put("pid", ProcessHandle.current().pid());
            json.put("startedAt", administration.startedAt().toString());
            json.put(
                    "uptimeSeconds",
                    Duration.between(administration.startedAt(), clock.instant())
                            .toSeconds());
            json.put("networkTrusted", administration.networkTrusted());
            json.put("rooms", all.size());
            json.put(
                    "sessions",
                    all.stream().mapToInt(room -> room.sessions().size()).sum());
            json.put(
                    "heapBytes",
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            return Reply.json(200, json);
        });
    }

    private Future<Reply> list(Request request) {
        Slice slice = request.query("page", "pageSize").slice();
        return rooms.reports().map(all -> Pages.reply(page(all, slice), slice, AdminResource::json));
    }

    private static <T> DesignPage<T> page(List<T> all, Slice slice) {
        long skipped = (long) (slice.page() - 1) * slice.pageSize();
        return new DesignPage<>(
                all.stream().skip(skipped).limit(slice.pageSize()).toList(), all.size());
    }

    private Future<Reply> room(Request request) {
        request.query();
        return rooms.report(request.segment("designId")).map(room -> Reply.json(200, json(present(room))));
    }

    private Future<Reply> sessions(Request request) {
        Slice slice = request.query("page", "pageSize").slice();
        return rooms.report(request.segment("designId"))
                .map(room -> Pages.reply(page(present(room).sessions(), slice), slice, AdminResource::json));
    }

    private Future<Reply> kick(Request request) {
        request.query();
        return rooms.kick(request.segment("designId"), request.segment("sessionId"))
                .map(was -> {
                    if (!was) {
                        throw Problem.of(
                                        Kind.unknownSession,
                                        "The room has no session of this id.",
                                        "List them with GET " + ROOM + "/sessions.")
                                .asException();
                    }
                    return Reply.empty(204);
                });
    }

    private Future<Reply> flush(Request request) {
        return rooms.flush(request.segment("designId")).map(room -> Reply.json(200, json(present(room))));
    }

    private Future<Reply> unload(Request request) {
        return rooms.unload(request.segment("designId")).map(was -> {
            if (!was) {
                throw unknownRoom();
            }
            return Reply.empty(204);
        });
    }

    private static RoomReport present(Optional<RoomReport> room) {
        return room.orElseThrow(AdminResource::unknownRoom);
    }

    private static ProblemException unknownRoom() {
        return Problem.of(
                        Kind.unknownRoom,
                        "No design of this id is live on this node.",
                        "List what is live with GET " + ROOMS + ".")
                .asException();
    }

    private static ObjectNode json(RoomReport room) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("designId", room.designId());
        json.put("state", room.state());
        if (room.epoch() != null) {
            json.put("epoch", room.epoch());
        }
        json.put("sessions", room.sessions().size());
        json.put("laggingSessions", room.lagging());
        json.put("queuedBytes", room.queuedBytes());
        json.put("sequence", room.accepted());
        json.put("durableSequence", room.durable());
        json.put("journalLag", room.survey().unsavedEntries());
        json.put("unsavedBytes", room.survey().unsavedBytes());
        json.put("oldestUnsavedSeconds", room.survey().oldestUnsavedNanosMax() / NANOS_PER_SECOND);
        json.put("checkpointAgeSeconds", room.survey().checkpointAgeNanosMax() / NANOS_PER_SECOND);
        json.put("updatesSinceCheckpoint", room.survey().tailUpdatesMax());
        if (room.damagedAt() > 0) {
            json.put("damagedAt", room.damagedAt());
        }
        return json;
    }

    private static ObjectNode json(SessionReport session) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", session.sessionId());
        json.put("identity", session.identity());
        json.put("role", session.role().name().toLowerCase(Locale.ROOT));
        json.put("framing", session.framing());
        json.put("queuedBytes", session.queuedBytes());
        json.put("lagging", session.lagging());
        json.put("since", session.since().toString());
        return json;
    }
}
