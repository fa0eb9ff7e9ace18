package io.meshplay.collab.api;

import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignNames;

/** One line of text that a user typed: a name, a message, a search. */
final class Lines {
    private Lines() {}

    /** {@return the text in normal form; refuses an empty one, one that is too long and one with control characters} */
    static String check(Kind kind, String field, String text, int charsMax) {
        if (text.codePoints().anyMatch(DesignNames::refused)) {
            throw refuse(kind, field, "holds control characters or a broken character", "Send plain text in one line.");
        }
        String line = DesignNames.normal(text);
        if (line.isEmpty()) {
            throw refuse(kind, field, "is empty", "Send 1 to " + charsMax + " characters.");
        }
        if (line.length() > charsMax) {
            throw refuse(
                    kind, field, "has " + line.length() + " characters", "Send at most " + charsMax + " characters.");
        }
        return line;
    }

    private static ProblemException refuse(Kind kind, String field, String what, String whatToDo) {
        return Problem.ofField(kind, field, "\"" + field + "\" " + what + ".", whatToDo)
                .asException();
    }
}
