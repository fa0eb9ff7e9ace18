package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.history.Autosave;
import io.meshplay.collab.history.Autosaves;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What was saved of a design by itself: list, get, restore. */
final class HistoryResource {
    private static final String AUTOSAVES = DesignResource.DESIGN + "/autosaves";
    private static final String AUTOSAVE = AUTOSAVES + "/{number}";

    private final Autosaves autosaves;

    HistoryResource(Autosaves autosaves) {
        this.autosaves = autosaves;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(AUTOSAVES, this::list),
                Operation.get(AUTOSAVE, this::get),
                Operation.post(AUTOSAVE + "/restore", Body.OPTIONAL_JSON, this::restore));
    }

    private Future<Reply> list(Request request) {
        var slice = request.query("page", "pageSize").slice();
        return autosaves
                .list(request.segment("designId"), slice)
                .map(page -> Pages.reply(page, slice, HistoryResource::json));
    }

    private Future<Reply> get(Request request) {
        request.query();
        return autosaves
                .get(request.segment("designId"), VersionResource.number(request))
                .map(saved -> {
                    ObjectNode json = json(saved.autosave());
                    json.putRawValue("content", new RawValue(new String(saved.content(), StandardCharsets.UTF_8)));
                    return Reply.json(200, json)
                            .with("ETag", "\"" + saved.autosave().hash() + "\"");
                });
    }

    private Future<Reply> restore(Request request) {
        request.query();
        return autosaves
                .restore(
                        request.actor(),
                        VersionResource.author(request),
                        request.segment("designId"),
                        VersionResource.number(request))
                .map(VersionResource::restored);
    }

    private static ObjectNode json(Autosave autosave) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", autosave.number())
                .put("hash", autosave.hash())
                .put("form", autosave.form())
                .put("components", autosave.components())
                .put("createdAt", autosave.createdAt().toString());
    }
}
