package io.meshplay.models.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Map;

/** Our values as the trees that the validator reads. */
final class Trees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final double WHOLE_MAX = 9.0e18;

    private Trees() {}

    static JsonNode node(Json json) {
        return switch (json) {
            case Json.Nil _ -> NODES.nullNode();
            case Json.Flag(boolean flag) -> NODES.booleanNode(flag);
            case Json.Numeral(double number) ->
                number == Math.rint(number) && Math.abs(number) < WHOLE_MAX
                        ? NODES.numberNode((long) number)
                        : NODES.numberNode(number);
            case Json.Text(String text) -> NODES.textNode(text);
            case Json.Items(List<Json> items) -> {
                ArrayNode list = NODES.arrayNode(items.size());
                items.forEach(item -> list.add(node(item)));
                yield list;
            }
            case Json.Fields(Map<String, Json> fields) -> {
                ObjectNode map = NODES.objectNode();
                fields.forEach((key, value) -> map.set(key, node(value)));
                yield map;
            }
        };
    }
}
