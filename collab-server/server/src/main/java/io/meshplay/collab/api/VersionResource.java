package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignVersion;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.designs.RestoredVersion;
import io.meshplay.collab.designs.VersionContent;
import io.meshplay.collab.designs.Versions;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The versions of a design: commit, list, get, restore. */
final class VersionResource {
    private static final String VERSIONS = DesignResource.DESIGN + "/versions";
    private static final String VERSION = VERSIONS + "/{number}";
    private static final int MESSAGE_CHARS_MAX = DesignsLimits.DEFAULTS.messageCharsMax();
    private static final int AUTHOR_CHARS_MAX = 200;

    private final Versions versions;

    VersionResource(Versions versions) {
        this.versions = versions;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(VERSIONS, Body.JSON, this::commit),
                Operation.get(VERSIONS, this::list),
                Operation.get(VERSION, this::get),
                Operation.post(VERSION + "/restore", Body.OPTIONAL_JSON, this::restore));
    }

    private Future<Reply> commit(Request request) {
        request.query();
        JsonBody body = request.json("message", "author");
        String message = body.line("message", MESSAGE_CHARS_MAX);
        String designId = request.segment("designId");
        return versions.commit(author(request, body), designId, message)
                .map(version -> Reply.json(201, json(version))
                        .with("Location", "/api/v1/designs/" + designId + "/versions/" + version.number()));
    }

    private Future<Reply> list(Request request) {
        var slice = request.query("page", "pageSize").slice();
        return versions.list(request.segment("designId"), slice)
                .map(page -> Pages.reply(page, slice, VersionResource::json));
    }

    private Future<Reply> get(Request request) {
        request.query();
        return versions.get(request.segment("designId"), number(request)).map(VersionResource::full);
    }

    private Future<Reply> restore(Request request) {
        request.query();
        return versions.restore(request.actor(), author(request), request.segment("designId"), number(request))
                .map(VersionResource::restored);
    }

    /** {@return who restores, by a body that may be left out} */
    static String author(Request request) {
        return request.body().length() == 0 ? request.actor() : author(request, request.json("author"));
    }

    /** Without sign-in people are told apart by the name that they give, which is taken at its word, as in presence. */
    private static String author(Request request, JsonBody body) {
        String name = body.optionalLine("author", AUTHOR_CHARS_MAX);
        return name.isEmpty() ? request.actor() : name;
    }

    static Reply restored(RestoredVersion restored) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sequence", restored.sequence());
        json.put("undo", restored.undo());
        return Reply.json(200, json);
    }

    /** A version never changes, so its hash may tag it; the content goes out as the bytes that were hashed. */
    private static Reply full(VersionContent full) {
        ObjectNode json = json(full.version());
        json.putRawValue("content", new RawValue(new String(full.content(), StandardCharsets.UTF_8)));
        return Reply.json(200, json).with("ETag", "\"" + full.version().hash() + "\"");
    }

    static long number(Request request) {
        String segment = request.segment("number");
        if (!segment.matches("[1-9][0-9]{0,9}")) {
            throw Problem.of(
                            Kind.unknownVersion,
                            "Versions are numbered from 1.",
                            "List them with GET /api/v1/designs/{id}/versions.")
                    .asException();
        }
        return Long.parseLong(segment);
    }

    private static ObjectNode json(DesignVersion version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("number", version.number());
        json.put("hash", version.hash());
        json.put("form", version.form());
        json.put("author", version.author());
        json.put("message", version.message());
        json.put("createdAt", version.createdAt().toString());
        return json;
    }
}
