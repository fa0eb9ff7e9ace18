package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** JSON in Java sources: with single quotes. */
public final class Quoted {
    private static final int DEPTH_MAX = 64;

    private Quoted() {}

    /** {@return the value} */
    public static Json json(String text) {
        try {
            return JsonReader.read(
                    text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), DEPTH_MAX, (path, what) -> {
                        throw new IllegalArgumentException(path + " " + what);
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
