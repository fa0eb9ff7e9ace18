package io.meshplay.models.convert;

import io.meshplay.models.design.Json;
import org.jspecify.annotations.Nullable;

/** A relationship as a file has it: its ends are the file's ids. */
record DraftRelationship(
        String path,
        String id,
        String from,
        String to,
        String kind,
        String sub,
        @Nullable Json selectors,
        Json.Fields metadata) {}
