package io.meshplay.models.check.rule;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import io.meshplay.models.relationship.rule.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** A place in a component's configuration and the value there, if there is one. A step through a wrong type finds nothing. */
public final class Field {
    private final @Nullable Field parent;
    private final String key;
    private final @Nullable Json value;

    private Field(@Nullable Field parent, String key, @Nullable Json value) {
        this.parent = parent;
        this.key = key;
        this.value = value;
    }

    /** {@return the whole configuration} */
    public static Field root(Json.Fields configuration) {
        return new Field(null, "", configuration);
    }

    /** {@return the place below some keys; a list has none but its items} */
    public Field at(String... keys) {
        Field at = this;
        for (String next : keys) {
            at = new Field(at, next, at.value instanceof Json.Fields fields ? fields.find(next) : null);
        }
        return at;
    }

    /** {@return the place below some keys} */
    public Field at(List<String> keys) {
        return at(keys.toArray(String[]::new));
    }

    /** {@return an item of this list, which need not exist: the one after the last is where one is added} */
    public Field item(int index) {
        Json item = value instanceof Json.Items(List<Json> items) && index < items.size() ? items.get(index) : null;
        return new Field(this, Integer.toString(index), item);
    }

    /** {@return the items of this list; none when it is no list} */
    public List<Field> items() {
        if (!(value instanceof Json.Items(List<Json> items))) {
            return List.of();
        }
        List<Field> fields = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            fields.add(new Field(this, Integer.toString(i), items.get(i)));
        }
        return fields;
    }

    /** {@return the fields of this map in their order; none when it is no map} */
    public Map<String, Field> entries() {
        Map<String, Field> entries = new LinkedHashMap<>();
        if (value instanceof Json.Fields(Map<String, Json> fields)) {
            fields.forEach((name, child) -> entries.put(name, new Field(this, name, child)));
        }
        return entries;
    }

    /** {@return the value; null when there is none} */
    public @Nullable Json value() {
        return value;
    }

    /** {@return where this is, as a JSON pointer} */
    public String pointer() {
        return parent == null ? "" : Pointer.child(parent.pointer(), key);
    }

    /** {@return the last step to this place} */
    public String key() {
        return key;
    }

    /** {@return whether there is no value, or null} */
    public boolean absent() {
        return value == null || value.equals(Json.NIL);
    }

    /** {@return whether there is nothing, or an empty text, map or list} */
    public boolean blank() {
        return Trees.blank(value);
    }

    /** {@return the text; empty when it is none} */
    public String text() {
        return value instanceof Json.Text(String text) ? text : "";
    }

    /** {@return the number; empty when it is none} */
    public OptionalDouble number() {
        return value instanceof Json.Numeral(double number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    }

    /** {@return whether this is that flag} */
    public boolean is(boolean flag) {
        return value instanceof Json.Flag(boolean own) && own == flag;
    }

    /** {@return whether this is a map} */
    public boolean isMap() {
        return value instanceof Json.Fields;
    }

    /** {@return the texts of this list, without what is no text} */
    public List<String> texts() {
        return items().stream().map(Field::text).filter(text -> !text.isEmpty()).toList();
    }

    /** {@return the entries of this map whose values are texts or could be read as such: labels} */
    public Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        entries().forEach((name, field) -> {
            String label = Words.plain(field.value());
            if (label != null) {
                labels.put(name, label);
            }
        });
        return labels;
    }
}
