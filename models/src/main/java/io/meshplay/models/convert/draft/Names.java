package io.meshplay.models.convert.draft;

import java.util.Locale;

/** Names as files have them. */
public final class Names {
    private static final String UNTITLED = "Imported design";

    private Names() {}

    /** {@return the name of a design: its own, else its file's} */
    public static String ofDesign(String name, String fileName) {
        if (!name.isBlank()) {
            return name.strip();
        }
        String base = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = base.lastIndexOf('.');
        String stem = (dot > 0 ? base.substring(0, dot) : base).strip();
        return stem.isEmpty() ? UNTITLED : stem;
    }

    /** {@return the text in small letters, in no language} */
    public static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
