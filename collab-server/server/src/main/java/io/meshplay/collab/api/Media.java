package io.meshplay.collab.api;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Media types as headers name them. */
final class Media {
    private Media() {}

    /** {@return the media type without parameters, in lower case; null if the header is missing or empty} */
    static @Nullable String type(@Nullable String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return null;
        }
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** {@return whether an {@code Accept} header takes one of the offered types; a missing header takes all} */
    static boolean accepts(@Nullable String accept, Collection<String> offered) {
        if (accept == null || accept.isBlank()) {
            return true;
        }
        for (String range : accept.split(",", -1)) {
            String type = type(range);
            if (type != null && !refusedByWeight(range) && offered.stream().anyMatch(one -> covers(type, one))) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(String range, String type) {
        return range.equals("*/*")
                || range.equals(type)
                || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
    }

    /** A weight of zero says "not this one". */
    private static boolean refusedByWeight(String range) {
        return range.replace(" ", "").toLowerCase(Locale.ROOT).matches(".*;q=0(\\.0{0,3})?(;.*)?");
    }
}
