package io.meshplay.models.archive;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of entries: what leaves the archive, or cannot stand on a disk, is refused. */
final class EntryPath {
    private static final int CHARACTERS_MAX = 1_024;

    private EntryPath() {}

    /** {@return why a path is not taken; null when it is} */
    static @Nullable String refusal(String path, int segmentsMax) {
        if (path.isEmpty() || path.length() > CHARACTERS_MAX) {
            return "Its path is empty or longer than " + CHARACTERS_MAX + " characters.";
        }
        if (path.startsWith("/") || path.startsWith("\\") || path.matches("[A-Za-z]:.*")) {
            return "Its path is absolute.";
        }
        if (path.chars().anyMatch(unit -> unit < ' ' || unit == 0x7f)) {
            return "Its path holds control characters.";
        }
        List<String> segments = List.of(path.split("[/\\\\]"));
        if (segments.contains("..")) {
            return "Its path leaves the archive.";
        }
        return segments.size() > segmentsMax ? "Its path is deeper than " + segmentsMax + "." : null;
    }

    /** {@return the path with slashes only, without empty segments and without {@code .}} */
    static String clean(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : List.of(path.split("[/\\\\]"))) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        return String.join("/", segments);
    }
}
