package io.meshplay.models.design;

import java.time.Instant;
import java.util.Map;

/**
 * The flag that marks a thing in a live document as deleted.
 *
 * @param by who deleted it
 * @param at when
 */
public record Deletion(String by, Instant at) {
    Json json() {
        return new Json.Fields(Map.of("by", Json.of(by), "at", Json.of(at.toString())));
    }
}
