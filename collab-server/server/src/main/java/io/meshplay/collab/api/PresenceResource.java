package io.meshplay.collab.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignIds;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.PresenceView;
import io.vertx.core.Future;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is on designs, on all nodes. */
final class PresenceResource {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Designs designs;
    private final PresenceView presence;
    private final ApiLimits limits;

    PresenceResource(Designs designs, PresenceView presence, ApiLimits limits) {
        this.designs = designs;
        this.presence = presence;
        this.limits = limits;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(DesignResource.DESIGN + "/presence", this::on),
                Operation.get("/api/v1/presence", this::of));
    }

    private Future<Reply> on(Request request) {
        request.query();
        return designs.get(request.segment("designId"))
                .compose(design -> presence.on(design.id()))
                .map(present -> {
                    ObjectNode json = JsonNodeFactory.instance.objectNode();
                    json.put("partial", present.partial());
                    var clients = json.putArray("clients");
                    for (PresenceView.Client client : present.clients()) {
                        JsonNode state = read(client.state());
                        if (state.isObject()) {
                            clients.addObject()
                                    .put("clientId", client.clientId())
                                    .set("state", state);
                        }
                    }
                    return Reply.json(200, json);
                });
    }

    /** What a client says of itself was checked when it came; another node's version may have let more in. */
    private static JsonNode read(String state) {
        try {
            return MAPPER.readTree(state);
        } catch (JsonProcessingException _) {
            return MAPPER.missingNode();
        }
    }

    private Future<Reply> of(Request request) {
        String asked = request.query("designs").text("designs", "");
        Set<String> ids = new LinkedHashSet<>();
        for (String id : asked.split(",", -1)) {
            if (!DesignIds.valid(id)) {
                throw QueryParameters.invalid(
                        "designs", "is no list of design ids", "Send ids with commas between them.");
            }
            ids.add(id);
        }
        if (ids.size() > limits.pageSizeMax()) {
            throw QueryParameters.invalid(
                    "designs", "holds too many ids", "Send at most " + limits.pageSizeMax() + ".");
        }
        return presence.of(List.copyOf(ids)).map(overview -> {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("partial", overview.partial());
            var items = json.putArray("items");
            overview.designs().forEach(summary -> items.add(json(summary)));
            return Reply.json(200, json);
        });
    }

    static ObjectNode json(PresenceView.Summary summary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("designId", summary.designId());
        json.put("count", summary.count());
        var people = json.putArray("people");
        for (PresenceView.Person person : summary.people()) {
            ObjectNode one = people.addObject().put("name", person.name());
            if (person.color() != null) {
                one.put("color", person.color());
            }
        }
        return json;
    }
}
