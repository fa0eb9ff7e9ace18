package io.meshplay.models.convert.draft;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A component as a file has it, before ids, parents and places are settled. */
public final class DraftComponent {
    /** Where it stands in the file. */
    public final String path;
    /** Its id in the file; empty when it has none there. */
    public String id = "";

    /** Its model. */
    public String model = "";
    /** Its kind. */
    public String kind = "";
    /** Its API's version. */
    public String version = "";
    /** Its name. */
    public String name = "";
    /** What the file calls the parent; empty for none. */
    public String parent = "";
    /** Its place in the order of drawing; empty when {@link #layer} says it. */
    public String z = "";

    /** Orders what has no order of drawing. */
    public double layer;

    /** Where it stands; null when the file does not say. */
    public @Nullable Position position;

    /** How large it is; null when the file does not say. */
    public @Nullable Size size;

    /** What it is configured with. */
    public Configuration configuration = Configuration.EMPTY;
    /** Prose. */
    public String notes = "";
    /** How it is drawn. */
    public final Map<String, Json> style = new LinkedHashMap<>();

    /** A component with nothing but its place in the file. */
    public DraftComponent(String path) {
        this.path = path;
    }

    /** {@return what other parts of the file call it: its id, or its path when it has none} */
    public String reference() {
        return id.isEmpty() ? path : id;
    }

    /** {@return whether it is a remark on the canvas} */
    public boolean annotation() {
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
