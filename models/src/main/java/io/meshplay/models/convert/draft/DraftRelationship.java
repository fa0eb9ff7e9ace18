package io.meshplay.models.convert.draft;

import io.meshplay.models.design.Json;
import org.jspecify.annotations.Nullable;

/**
 * A relationship as a file has it: its ends are the file's ids.
 *
 * @param path where it stands in the file
 * @param id its id; may be empty
 * @param from what the file calls the component it starts at
 * @param to what the file calls the component it ends at
 * @param kind its kind
 * @param sub the kind within the kind; may be empty
 * @param selectors its selectors; null when they say no more than the ends
 * @param metadata what else is known of it
 */
public record DraftRelationship(
        String path,
        String id,
        String from,
        String to,
        String kind,
        String sub,
        @Nullable Json selectors,
        Json.Fields metadata) {}
