package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.CreatedLink;
import io.meshplay.collab.designs.ShareLink;
import io.meshplay.collab.designs.ShareLinks;
import io.meshplay.collab.room.Role;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The share links of a design: create, list, revoke. */
final class LinkResource {
    private static final String LINKS = DesignResource.DESIGN + "/links";
    /** The last second that ISO 8601 writes with four digits of a year. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ShareLinks links;
    private final Clock clock;
    private final ApiLimits limits;

    LinkResource(ShareLinks links, Clock clock, ApiLimits limits) {
        this.limits = limits;
        this.links = links;
        this.clock = clock;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(LINKS, Body.JSON, this::create),
                Operation.get(LINKS, this::list),
                Operation.delete(LINKS + "/{linkId}", this::revoke));
    }

    private Future<Reply> create(Request request) {
        request.query();
        JsonBody body = request.json("role", "expiresAt");
        Role role = role(body.line("role", limits.roleCharsMax()));
        Instant expiresAt = future(body.optionalInstant("expiresAt"));
        return links.create(request.segment("designId"), role, expiresAt).map(LinkResource::created);
    }

    private static Role role(String role) {
        return switch (role) {
            case "viewer" -> Role.VIEWER;
            case "commenter" -> Role.COMMENTER;
            case "editor" -> Role.EDITOR;
            default ->
                throw Problem.ofField(
                                Kind.invalidValue,
                                "role",
                                "\"role\" is no role that a link can give.",
                                "Send viewer, commenter or editor.")
                        .asException();
        };
    }

    private @Nullable Instant future(@Nullable Instant expiresAt) {
        if (expiresAt != null && (!expiresAt.isAfter(clock.instant()) || expiresAt.isAfter(LATEST))) {
            throw Problem.ofField(
                            Kind.invalidValue,
                            "expiresAt",
                            "\"expiresAt\" has passed or is too far away.",
                            "Send a time to come, before the year 10000, or leave it out.")
                    .asException();
        }
        return expiresAt;
    }

    private static Reply created(CreatedLink created) {
        return Reply.json(201, json(created.link()).put("token", created.token()));
    }

    private Future<Reply> list(Request request) {
        var slice = request.query("page", "pageSize").slice();
        return links.list(request.segment("designId"), slice).map(page -> Pages.reply(page, slice, LinkResource::json));
    }

    private Future<Reply> revoke(Request request) {
        request.query();
        return links.revoke(request.segment("designId"), request.segment("linkId"))
                .map(_ -> Reply.empty(204));
    }

    private static ObjectNode json(ShareLink link) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", link.id());
        json.put("role", link.role().name().toLowerCase(Locale.ROOT));
        json.put("createdAt", link.createdAt().toString());
        if (link.expiresAt() != null) {
            json.put("expiresAt", link.expiresAt().toString());
        }
        return json;
    }
}
