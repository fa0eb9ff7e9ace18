package io.meshplay.models.convert.report;

/**
 * Why a file was not taken.
 *
 * @param kind what is wrong, in a word that stays the same
 * @param message what is wrong and what to do, in a sentence or two
 * @param line where in the file, from 1; 0 when it is the file as a whole
 * @param column where in the line, in characters from 1; 0 when it is the file as a whole
 */
public record ImportRefusal(Kind kind, String message, int line, int column) {
    /** What can be wrong with a file. */
    public enum Kind {
        /** It is not there, or may not be read. */
        UNREADABLE,
        /** There is nothing in it. */
        EMPTY,
        /** It is no UTF-8 text. */
        NOT_TEXT,
        /** It is neither YAML nor JSON. */
        SYNTAX,
        /** It has the markers of a merge that nobody finished. */
        CONFLICT_MARKERS,
        /** A map has a key twice. */
        DUPLICATE_KEY,
        /** It uses a part of YAML that designs have no use for. */
        UNSUPPORTED,
        /** An archive has a name that leaves it, a link, or a name twice. */
        UNSAFE_ARCHIVE,
        /** Helm or Kustomize says that it cannot be rendered. */
        RENDER_FAILED,
        /** Rendering takes more time, memory or output than it may. */
        RENDER_LIMIT,
        /** What would render it is not on this machine. */
        NOT_AVAILABLE,
        /** It is beyond a limit. */
        TOO_LARGE,
        /** It is neither a design nor a manifest. */
        NOT_A_DESIGN,
        /** It is a design or manifest without a component. */
        NO_COMPONENT
    }

    /** {@return the code that stands for the kind in interfaces, such as {@code duplicateKey}} */
    public String code() {
        return switch (kind) {
            case UNREADABLE -> "unreadable";
            case EMPTY -> "empty";
            case NOT_TEXT -> "notText";
            case SYNTAX -> "syntax";
            case CONFLICT_MARKERS -> "conflictMarkers";
            case UNSAFE_ARCHIVE -> "unsafeArchive";
            case RENDER_FAILED -> "renderFailed";
            case RENDER_LIMIT -> "renderLimit";
            case NOT_AVAILABLE -> "notAvailable";
            case DUPLICATE_KEY -> "duplicateKey";
            case UNSUPPORTED -> "unsupported";
            case TOO_LARGE -> "tooLarge";
            case NOT_A_DESIGN -> "notADesign";
            case NO_COMPONENT -> "noComponent";
        };
    }
}
