package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a registry: which kinds relate, and through which fields. Shape and quirks of the files are those of
 * {@link RelationshipReader}.
 *
 * @param key names the rule for ever: equal rules have equal keys, whatever file they came from
 * @param origin where it came from
 * @param schemaVersion as it stands in the file; may be empty
 * @param kind {@code hierarchical}, {@code edge} or {@code sibling}
 * @param type {@code parent}, {@code sibling}, {@code binding} or {@code non-binding}
 * @param subType such as {@code network}
 * @param status such as {@code enabled}; empty counts as enabled
 * @param description in words; may be empty
 * @param model the model that it belongs to
 * @param selectors alternatives; the first one that fits is written when somebody draws the relationship
 * @param acrossNamespaces whether it holds between two namespaces
 * @param metadata what else the file says of it, such as styles
 */
public record RelationshipDefinition(
        String key,
        Origin origin,
        String schemaVersion,
        String kind,
        String type,
        String subType,
        String status,
        String description,
        ModelName model,
        List<Alternative> selectors,
        boolean acrossNamespaces,
        Json.Fields metadata) {
    /** Copies the alternatives. */
    public RelationshipDefinition {
        selectors = List.copyOf(selectors);
    }

    /** {@return whether it takes part in evaluations: its file does not switch it off} */
    public boolean enabled() {
        return switch (status) {
            case "ignored", "deleted", "pending" -> false;
            default -> true;
        };
    }

    /** {@return kind, type and sub-type, as people write them} */
    public String classification() {
        return kind + "/" + type + "/" + subType;
    }

    /**
     * A model as a rule names it.
     *
     * @param name its name; empty or {@code *} for any
     * @param version its version; empty or {@code *} for any
     * @param registrant kind of the registrant; may be empty, and is no part of matching
     */
    public record ModelName(String name, String version, String registrant) {
        /** Any model. */
        public static final ModelName ANY = new ModelName("", "", "");

        /** {@return whether it names no model in particular} */
        public boolean any() {
            return name.isEmpty() || name.equals("*");
        }
    }

    /**
     * One way for the rule to hold.
     *
     * @param from what may be the start
     * @param to what may be the end
     * @param deniedFrom starts of pairs that it never holds for
     * @param deniedTo ends of pairs that it never holds for
     */
    public record Alternative(
            List<Selector> from, List<Selector> to, List<Selector> deniedFrom, List<Selector> deniedTo) {
        /** Copies the lists. */
        public Alternative {
            from = List.copyOf(from);
            to = List.copyOf(to);
            deniedFrom = List.copyOf(deniedFrom);
            deniedTo = List.copyOf(deniedTo);
        }
    }

    /**
     * One kind at one end.
     *
     * @param kind exactly this kind; {@code *} for all, empty when the file names none
     * @param model of this model
     * @param fields what is compared with the other end, and written at it; null when the file says nothing
     * @param refs fields that two siblings share
     * @param binding what ties this end to the component between the ends; null but for bindings
     */
    public record Selector(
            String kind,
            ModelName model,
            @Nullable Fields fields,
            List<FieldPath> refs,
            @Nullable Binding binding) {
        /** Copies the list. */
        public Selector {
            refs = List.copyOf(refs);
        }
    }

    /**
     * Fields of one end.
     *
     * @param strategy as it stands in the file: {@code replace}, {@code merge}...
     * @param mutates whether this end's values are written at the other
     * @param paths in the order of the paths of the other end
     * @param matching how each pair is compared, by index; the first that a pair names
     */
    public record Fields(String strategy, boolean mutates, List<FieldPath> paths, List<String> matching) {
        /** Copies the lists. */
        public Fields {
            paths = List.copyOf(paths);
            matching = List.copyOf(matching);
        }
    }

    /**
     * What ties one end to the component between the two.
     *
     * @param kind kind of the component between
     * @param self fields of this end
     * @param between fields of the component between
     */
    public record Binding(String kind, Fields self, Fields between) {}
}
