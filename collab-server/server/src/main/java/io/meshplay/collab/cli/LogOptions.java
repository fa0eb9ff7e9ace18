package io.meshplay.collab.cli;

/**
 * How the process logs.
 *
 * @param json one JSON object a line; else lines for people
 * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
 */
public record LogOptions(boolean json, String level) {
    /** Lines for people, nothing finer than what they should know. */
    public static final LogOptions DEFAULTS = new LogOptions(false, "info");
}
