package io.meshplay.models.relationship;

import java.util.List;
import java.util.Set;

/**
 * A path into a component, one token a step. A token is a key; digits are the index of an item; {@code _} is the last
 * item (the first of an empty list); {@code *} is any item, and {@code +} any item or, when written, one more.
 *
 * @param tokens the steps, from one of {@link #ROOTS}; empty when the file names nothing
 */
public record FieldPath(List<String> tokens) {
    /** What a path may start with: the configuration, the name, the kind and its API, or a text of its own. */
    public static final Set<String> ROOTS = Set.of("configuration", "displayName", "component", "text");

    public static final String CONFIGURATION = "configuration";
    public static final String LAST = "_";
    public static final String ANY = "*";
    public static final String MORE = "+";

    /** Copies the tokens. */
    public FieldPath {
        tokens = List.copyOf(tokens);
    }

    /** {@return whether a component can have anything there} */
    public boolean reachable() {
        return !tokens.isEmpty() && ROOTS.contains(tokens.getFirst()) && (!inConfiguration() || tokens.size() > 1);
    }

    /** {@return whether it points into the configuration} */
    public boolean inConfiguration() {
        return !tokens.isEmpty() && tokens.getFirst().equals(CONFIGURATION);
    }

    /** {@return the keys below the configuration} */
    public List<String> keys() {
        return tokens.subList(1, tokens.size());
    }

    /** {@return whether the token is an item of a list wherever it stands} */
    public static boolean isItem(String token) {
        return token.equals(LAST) || token.equals(ANY) || token.equals(MORE);
    }

    /** {@return the index in the token; -1 when it is none} */
    public static int index(String token) {
        boolean digits = !token.isEmpty() && token.length() < 6;
        for (int i = 0; digits && i < token.length(); i++) {
            digits = token.charAt(i) >= '0' && token.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(token) : -1;
    }

    /** {@return the steps with dots between them, without the root that is always there} */
    @Override
    public String toString() {
        return String.join(".", inConfiguration() && tokens.size() > 1 ? keys() : tokens);
    }
}
