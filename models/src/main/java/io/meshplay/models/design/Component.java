package io.meshplay.models.design;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing in a design: what it is, where it stands, how it is configured.
 *
 * @param id unique in the design
 * @param model name of the model that defines the kind; may be empty
 * @param kind the kind, such as {@code Deployment}; never empty
 * @param version version of the kind's API, such as {@code apps/v1}; may be empty
 * @param name what people call it; the object's name when it is deployed
 * @param parent id of the component that holds it; null when none does
 * @param z its place in the order of drawing: a fractional index
 * @param position where it stands
 * @param size how much room it takes
 * @param configuration what is deployed
 * @param notes prose
 * @param style how it is drawn; the keys of {@link #RESERVED_STYLES} do not occur
 */
public record Component(
        String id,
        String model,
        String kind,
        String version,
        String name,
        @Nullable String parent,
        String z,
        Position position,
        Size size,
        Configuration configuration,
        String notes,
        Json.Fields style) {
    /** Names that mean position and size where a design is a file. */
    public static final Set<String> RESERVED_STYLES = Set.of("position", "width", "height");

    /** The style that says: this is a remark on the canvas, and never deployed. */
    public static final String ANNOTATION_STYLE = "annotation";

    /** Refuses what no design can hold. */
    public Component {
        Ids.require(id, "a component");
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("component " + id + " has no kind");
        }
        if (id.equals(parent)) {
            throw new IllegalArgumentException("component " + id + " is its own parent");
        }
        for (String reserved : RESERVED_STYLES) {
            if (style.find(reserved) != null) {
                throw new IllegalArgumentException("component " + id + " has " + reserved + " as a style");
            }
        }
        model = WellFormed.of(model);
        kind = WellFormed.of(kind);
        version = WellFormed.of(version);
        name = WellFormed.of(name);
        z = WellFormed.of(z);
        notes = WellFormed.of(notes);
        requireNonNull(position);
        requireNonNull(size);
        requireNonNull(configuration);
    }

    /** {@return whether this is a remark on the canvas, and never deployed} */
    public boolean annotation() {
        return style.flag(ANNOTATION_STYLE);
    }

    /** {@return the same, configured otherwise} */
    public Component withConfiguration(Configuration changed) {
        return new Component(id, model, kind, version, name, parent, z, position, size, changed, notes, style);
    }

    /** {@return the same without a parent} */
    public Component withoutParent() {
        return new Component(id, model, kind, version, name, null, z, position, size, configuration, notes, style);
    }
}
