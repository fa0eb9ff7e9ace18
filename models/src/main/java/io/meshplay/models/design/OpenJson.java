package io.meshplay.models.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A list or map that a reader has not come to the end of. One thread. */
public final class OpenJson {
    private final boolean map;
    private final Map<String, Json> fields = new LinkedHashMap<>();
    private final List<Json> items = new ArrayList<>();
    private String key = "";

    /** Begins a map, or a list. */
    public OpenJson(boolean map) {
        this.map = map;
    }

    /** {@return the key of the value that comes next, or came last} */
    public String key() {
        return key;
    }

    /** Names the value that comes next. */
    public void key(String name) {
        key = name;
    }

    /** Adds the next value. */
    public void add(Json value) {
        if (map) {
            fields.put(key, value);
        } else {
            items.add(value);
        }
    }

    /** {@return the pointer of the value that comes next, below that of this one} */
    String pointer(String own) {
        return map ? Pointer.child(own, key) : Pointer.child(own, items.size());
    }

    /** {@return what it holds} */
    public Json json() {
        return map ? new Json.Fields(fields) : new Json.Items(items);
    }
}
