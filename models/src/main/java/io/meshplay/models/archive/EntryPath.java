package io.meshplay.models.archive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Paths of entries: what leaves the archive, or cannot stand on a disk, is refused. */
final class EntryPath {
    private EntryPath() {}

    /** {@return why a path is not taken; null when it is} */
    static @Nullable String refusal(String path, ArchiveLimits limits) {
        String clean = clean(path);
        if (clean.isEmpty() || clean.length() > limits.pathCharsMax()) {
            return "Its path is empty or longer than " + limits.pathCharsMax() + " characters.";
        }
        if (clean.startsWith("/") || clean.startsWith("\\") || clean.matches("[A-Za-z]:.*")) {
            return "Its path is absolute.";
        }
        if (clean.chars().anyMatch(unit -> unit < ' ' || unit == 0x7f)) {
            return "Its path holds control characters.";
        }
        List<String> segments = List.of(clean.split("[/\\\\]", -1));
        if (segments.contains("..")) {
            return "Its path leaves the archive.";
        }
        if (clean.indexOf('\\') >= 0 || clean.indexOf(':') >= 0 || segments.contains("") || segments.contains(".")) {
            return "Its path is not written as paths are.";
        }
        return segments.size() > limits.pathSegmentsMax()
                ? "Its path is deeper than " + limits.pathSegmentsMax() + "."
                : null;
    }

    /** {@return the path of a directory without the slashes at its end; empty for the top} */
    static String ofDirectory(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        String clean = clean(path.substring(0, end));
        return clean.equals(".") || path.equals("./") ? "" : clean;
    }

    /** {@return the path without the {@code ./} that some begin with} */
    static String clean(String path) {
        int start = 0;
        while (path.startsWith("./", start)) {
            start += 2;
        }
        return path.substring(start);
    }

    /** {@return a path for people: hostile ones are cut, and their control characters replaced} */
    static String shown(String path) {
        String start = path.length() > 200 ? path.substring(0, 200) + "..." : path;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
