package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignPage;
import io.meshplay.collab.designs.Slice;
import java.util.function.Function;

/** The form of every list: {@code {"items":[…],"page":1,"pageSize":20,"total":3}}. */
final class Pages {
    private Pages() {}

    static <T> Reply reply(DesignPage<T> page, Slice slice, Function<T, ? extends JsonNode> toJson) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode items = json.putArray("items");
        page.items().forEach(item -> items.add(toJson.apply(item)));
        json.put("page", slice.page());
        json.put("pageSize", slice.pageSize());
        json.put("total", page.total());
        return Reply.json(200, json);
    }
}
