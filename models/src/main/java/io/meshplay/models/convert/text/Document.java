package io.meshplay.models.convert.text;

import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.design.Json;
import org.jspecify.annotations.Nullable;

/**
 * One document of a file.
 *
 * @param name the template that made it, else its number
 * @param line where it begins, from 1
 * @param value what it says; null value when it is empty or was refused
 * @param refusal why it cannot be read; null when it can
 */
public record Document(
        String name, int line, Json value, @Nullable ImportRefusal refusal) {
    /** {@return whether there is something in it} */
    public boolean present() {
        return refusal == null && !value.equals(Json.NIL);
    }
}
