package io.meshplay.models.design;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value as a design holds it: numbers are IEEE doubles as in JavaScript and RFC 8785, texts are
 * well-formed Unicode, and two values that differ in the order of fields only are equal.
 */
public sealed interface Json {
    /** The value {@code null}. */
    Json NIL = new Nil();

    /** A list without items. */
    Items NO_ITEMS = new Items(List.of());

    /** A map without fields. */
    Fields NO_FIELDS = new Fields(Map.of());

    /** {@return the text as a value} */
    static Json of(String text) {
        return new Text(text);
    }

    /** {@return the number as a value} */
    static Json of(double number) {
        return new Numeral(number);
    }

    /** {@return the flag as a value} */
    static Json of(boolean flag) {
        return new Flag(flag);
    }

    /** JSON's {@code null}. */
    record Nil() implements Json {}

    /**
     * {@code true} or {@code false}.
     *
     * @param value the flag
     */
    record Flag(boolean value) implements Json {}

    /**
     * A number.
     *
     * @param value finite; negative zero becomes zero, which is how RFC 8785 writes it
     */
    record Numeral(double value) implements Json {
        /** Refuses what JSON cannot say. */
        public Numeral {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(value + " is no JSON number");
            }
            value = value + 0.0; // -0.0 + 0.0 is 0.0
        }
    }

    /**
     * A text.
     *
     * @param value well-formed: lone surrogates, which UTF-8 cannot carry, become U+FFFD
     */
    record Text(String value) implements Json {
        /** Mends the text. */
        public Text {
            value = WellFormed.of(value);
        }
    }

    /**
     * A list.
     *
     * @param values its items, in order
     */
    record Items(List<Json> values) implements Json {
        /** Copies the items. */
        public Items {
            values = List.copyOf(values);
        }
    }

    /**
     * A map.
     *
     * @param values its fields; they keep their order, which counts for nothing
     */
    record Fields(Map<String, Json> values) implements Json {
        /** Copies the fields. */
        public Fields {
            Map<String, Json> copy = LinkedHashMap.newLinkedHashMap(values.size());
            values.forEach((key, value) -> copy.put(WellFormed.of(key), value));
            values = Collections.unmodifiableMap(copy);
        }

        /** {@return the value of a field; null when it is absent} */
        public @Nullable Json find(String key) {
            return values.get(key);
        }

        /** {@return the text of a field; empty when it is absent or no text} */
        public String text(String key) {
            return values.get(key) instanceof Text(String text) ? text : "";
        }

        /** {@return whether a field is the value {@code true}} */
        public boolean flag(String key) {
            return values.get(key) instanceof Flag(boolean flag) && flag;
        }

        /** {@return the map in a field; empty when it is absent or no map} */
        public Fields fields(String key) {
            return values.get(key) instanceof Fields fields ? fields : NO_FIELDS;
        }

        /** {@return the items of a field; empty when it is absent or no list} */
        public List<Json> items(String key) {
            return values.get(key) instanceof Items(List<Json> items) ? items : List.of();
        }

        /** {@return whether there is no field} */
        public boolean isEmpty() {
            return values.isEmpty();
        }
    }
}
