package io.meshplay.models.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a declaration file: comments that document, names, texts, numbers and signs. */
final class TypeScriptTokens {
    private static final Pattern TOKEN = Pattern.compile("""
            \\s+|(?<comment>/\\*\\*(?s:.*?)\\*/)|(?<text>"[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+")|(?<number>-?[0-9]+(?:\\.[0-9]+)?)\
            |(?<name>[A-Za-z_$][A-Za-z0-9_$]*)|(?<sign>[^\\s])""");

    private TypeScriptTokens() {}

    /** What a word is. */
    enum Sort {
        /** A comment that documents what follows. */
        COMMENT,
        /** A text in quotes, without them. */
        TEXT,
        /** A number. */
        NUMBER,
        /** A name or keyword. */
        NAME,
        /** One other character. */
        SIGN
    }

    /**
     * One word.
     *
     * @param sort what it is
     * @param text as it is written
     */
    record Token(Sort sort, String text) {
        boolean is(String sign) {
            return (sort == Sort.SIGN || sort == Sort.NAME) && text.equals(sign);
        }
    }

    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher at = TOKEN.matcher(text);
        while (at.find()) {
            for (Sort sort : Sort.values()) {
                String found = at.group(sort.name().toLowerCase(Locale.ROOT));
                if (found != null) {
                    tokens.add(new Token(sort, plain(sort, found)));
                }
            }
        }
        return tokens;
    }

    private static String plain(Sort sort, String text) {
        return switch (sort) {
            case COMMENT ->
                text.substring(3, text.length() - 2)
                        .replaceAll("(?m)^\\s*\\* ?", "")
                        .strip();
            case TEXT -> text.substring(1, text.length() - 1).translateEscapes();
            case NUMBER, NAME, SIGN -> text;
        };
    }
}
