package io.meshplay.models.registry.text;

import io.meshplay.models.design.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of fields as they are meant: {@code display Name}, {@code Display Name} and {@code display_name} are
 * {@code displayName}; {@code metdata}, one letter off, is {@code metadata}. A field that is spelled right goes first.
 */
public final class Spelling {
    private static final int TYPO_LETTERS_MIN = 6;

    private final Map<String, String> squashed = new LinkedHashMap<>();

    /** Spells fields like these. */
    public Spelling(Set<String> names) {
        names.forEach(name -> squashed.put(squash(name), name));
    }

    /** {@return the fields under the names that they are meant to have} */
    public Json.Fields mended(Json.Fields fields) {
        if (squashed.values().containsAll(fields.values().keySet())) {
            return fields;
        }
        Map<String, Json> mended = new LinkedHashMap<>();
        fields.values().forEach((key, value) -> {
            String name = name(key);
            boolean taken = !name.equals(key) && (fields.find(name) != null || mended.containsKey(name));
            mended.put(taken ? key : name, value);
        });
        return new Json.Fields(mended);
    }

    private String name(String key) {
        String squash = squash(key);
        String name = squashed.get(squash);
        if (name == null) {
            name = near(squash);
        }
        return name == null ? key : name;
    }

    private @Nullable String near(String squash) {
        if (squash.length() < TYPO_LETTERS_MIN) {
            return null;
        }
        String found = null;
        for (Map.Entry<String, String> known : squashed.entrySet()) {
            if (known.getKey().length() >= TYPO_LETTERS_MIN && oneLetterOff(squash, known.getKey())) {
                if (found != null) {
                    return null;
                }
                found = known.getValue();
            }
        }
        return found;
    }

    private static String squash(String name) {
        return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    /** One letter missing, added, changed, or two neighbours swapped. */
    private static boolean oneLetterOff(String left, String right) {
        int start = 0;
        int shorter = Math.min(left.length(), right.length());
        while (start < shorter && left.charAt(start) == right.charAt(start)) {
            start++;
        }
        String a = left.substring(start);
        String b = right.substring(start);
        if (Math.abs(a.length() - b.length()) > 1 || a.equals(b)) {
            return false;
        }
        if (a.length() != b.length()) {
            return a.length() > b.length()
                    ? a.substring(1).equals(b)
                    : b.substring(1).equals(a);
        }
        boolean swapped = a.length() > 1
                && a.charAt(0) == b.charAt(1)
                && a.charAt(1) == b.charAt(0)
                && a.substring(2).equals(b.substring(2));
        return swapped || a.substring(1).equals(b.substring(1));
    }
}
