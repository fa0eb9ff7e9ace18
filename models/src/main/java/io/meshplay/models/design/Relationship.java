package io.meshplay.models.design;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directed edge that a person drew, pinned or hid.
 *
 * @param id unique among the design's relationships
 * @param from id of the component it starts at
 * @param to id of the component it ends at
 * @param kind such as {@code edge} or {@code hierarchical}; never empty
 * @param sub the kind within the kind, such as {@code network}; null when there is none, never empty
 * @param selectors what the relationship's definition selects; null when that is the two ends and no more
 * @param metadata what else is known of it, such as port and protocol
 */
public record Relationship(
        String id,
        String from,
        String to,
        String kind,
        @Nullable String sub,
        @Nullable Json selectors,
        Json.Fields metadata) {
    /** Refuses what no design can hold, and drops what says nothing. */
    public Relationship {
        Ids.require(id, "a relationship");
        Ids.require(from, "the start of relationship " + id);
        Ids.require(to, "the end of relationship " + id);
        if (kind.isEmpty()) {
            throw new IllegalArgumentException("relationship " + id + " has no kind");
        }
        kind = WellFormed.of(kind);
        sub = sub == null || sub.isEmpty() ? null : WellFormed.of(sub);
        selectors = Json.NIL.equals(selectors) || ends(from, to).equals(selectors) ? null : selectors;
    }

    /** {@return the selectors of a relationship that selects its two ends and no more} */
    public static Json ends(String from, String to) {
        var allow = new Json.Fields(Map.of("from", end(from), "to", end(to)));
        return new Json.Items(List.of(new Json.Fields(Map.of("allow", allow))));
    }

    private static Json end(String id) {
        return new Json.Items(List.of(new Json.Fields(Map.of("id", Json.of(id)))));
    }
}
