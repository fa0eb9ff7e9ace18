package io.meshplay.models.convert;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component as a file has it, before ids, parents and places are settled. */
final class DraftComponent {
    /** Where it stands in the file. */
    final String path;
    /** Its id in the file; empty when it has none there. */
    String id = "";

    String model = "";
    String kind = "";
    String version = "";
    String name = "";
    /** What the file calls the parent; empty for none. */
    String parent = "";
    /** Its place in the order of drawing; empty when {@link #layer} says it. */
    String z = "";

    double layer;

    @Nullable Position position;

    @Nullable Size size;

    Configuration configuration = Configuration.EMPTY;
    String notes = "";
    final Map<String, Json> style = new LinkedHashMap<>();

    DraftComponent(String path) {
        this.path = path;
    }

    /** {@return what other parts of the file call it: its id, or its path when it has none} */
    String reference() {
        return id.isEmpty() ? path : id;
    }

    boolean annotation() {
        return Json.of(true).equals(style.get(Component.ANNOTATION_STYLE));
    }

    boolean holdsOthers() {
        return Size.holdsOthers(kind);
    }

    Size room() {
        return size == null ? Size.of(kind) : size;
    }

    Position place() {
        return position == null ? Position.ORIGIN : position;
    }

    Component finished() {
        return new Component(
                id,
                model,
                kind,
                version,
                name,
                parent.isEmpty() ? null : parent,
                z,
                place(),
                room(),
                configuration,
                notes,
                new Json.Fields(style));
    }
}
