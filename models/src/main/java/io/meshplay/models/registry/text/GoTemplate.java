package io.meshplay.models.registry.text;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the directives out of a Go template, so that what stands around them can be read: lines of directives alone go, texts in
 * them stay, values are {@link #VALUE}. Every branch of a condition stays: what a chart defines with other values counts too.
 */
public final class GoTemplate {
    /** Stands for what a directive would give. */
    public static final String VALUE = "meshplay-template-value";

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    /** No characters of any text: Unicode keeps them for programs. */
    private static final char NOTHING = '\uFDD0';

    private static final char SOMETHING = '\uFDD1';
    private static final Set<String> CONTROL =
            Set.of("if", "else", "end", "with", "range", "define", "block", "template", "break", "continue");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\$\\w*(?:\\s*,\\s*\\$\\w+)?\\s*:?=.*", Pattern.DOTALL);
    private static final Pattern LITERAL = Pattern.compile("\"[^\"\\\\]*\"|`[^`]*`");

    private GoTemplate() {}

    /** {@return whether a text has directives} */
    public static boolean is(String text) {
        return text.contains(OPEN);
    }

    /** {@return the text without directives} */
    public static String plain(String template) {
        var marked = new StringBuilder(template.length());
        int at = 0;
        for (int open = template.indexOf(OPEN); open >= 0; open = template.indexOf(OPEN, at)) {
            int close = close(template, open + OPEN.length());
            marked.append(template, at, open).append(replaced(template.substring(open + OPEN.length(), close)));
            at = Math.min(template.length(), close + CLOSE.length());
        }
        marked.append(template, at, template.length());
        var plain = new StringBuilder(marked.length());
        marked.toString().lines().forEach(line -> {
            String text = line.replace(String.valueOf(NOTHING), "");
            boolean directives = line.length() > text.length() || text.indexOf(SOMETHING) >= 0;
            boolean alone = text.replace(SOMETHING, ' ').isBlank();
            if (!directives || !alone) {
                plain.append(text.replace(String.valueOf(SOMETHING), VALUE)).append('\n');
            }
        });
        return plain.toString();
    }

    /** {@return where a directive ends: texts and remarks in it may hold anything} */
    private static int close(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (text.startsWith(CLOSE, at)) {
                return at;
            }
            if (c == '"' || c == '`') {
                at = quoted(text, at, c);
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                at++;
            }
        }
        return text.length();
    }

    private static int quoted(String text, int from, char quote) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != quote) {
            at += quote == '"' && text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static String replaced(String directive) {
        String action = directive.strip();
        action = action.startsWith("-") ? action.substring(1).strip() : action;
        action = action.endsWith("-") ? action.substring(0, action.length() - 1).strip() : action;
        if (LITERAL.matcher(action).matches()) {
            return action.substring(1, action.length() - 1);
        }
        String word = action.split("[^a-z]", 2)[0];
        boolean silent = action.isEmpty()
                || action.startsWith("/*")
                || CONTROL.contains(word)
                || ASSIGNMENT.matcher(action).matches();
        return String.valueOf(silent ? NOTHING : SOMETHING);
    }
}
