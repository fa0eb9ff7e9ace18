package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value that a relationship wrote, and what was there.
 *
 * @param component where
 * @param place below its configuration; items by name where they have one
 * @param before what was there; null when nothing was
 * @param written what it wrote
 * @param item whether this is an item added to the list at the place
 * @param fill whether it only filled what was blank, and is no part of what relates the two
 * @param kept how many steps of the place there were before
 */
record Trace(
        String component,
        List<String> place,
        @Nullable Json before,
        Json written,
        boolean item,
        boolean fill,
        int kept) {
    Trace {
        place = List.copyOf(place);
    }

    Trace withBefore(Trace other) {
        return new Trace(component, place, other.before, written, item, fill, other.kept);
    }

    Trace withWritten(Json value) {
        return new Trace(component, place, before, value, item, fill, kept);
    }

    /** {@return whether the relationship made itself hold by it} */
    boolean made() {
        return !fill && !written.equals(before);
    }

    Json json() {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("component", Json.of(component));
        fields.put("path", new Json.Items(place.stream().map(Json::of).toList()));
        if (before != null) {
            fields.put("before", before);
        }
        fields.put("written", written);
        if (item) {
            fields.put("item", Json.of(true));
        }
        if (fill) {
            fields.put("fill", Json.of(true));
        }
        fields.put("kept", Json.of(kept));
        return new Json.Fields(fields);
    }

    /** {@return the trace; null when this is none: anybody may write anything into a document} */
    static @Nullable Trace read(Json json) {
        if (!(json instanceof Json.Fields fields)) {
            return null;
        }
        List<String> place = new ArrayList<>();
        for (Json token : fields.items("path")) {
            if (token instanceof Json.Text(String text)) {
                place.add(text);
            }
        }
        Json written = fields.find("written");
        double kept = fields.find("kept") instanceof Json.Numeral(double number) ? number : 0;
        return written == null || place.isEmpty()
                ? null
                : new Trace(
                        fields.text("component"),
                        place,
                        fields.find("before"),
                        written,
                        fields.flag("item"),
                        fields.flag("fill"),
                        (int) kept);
    }
}
