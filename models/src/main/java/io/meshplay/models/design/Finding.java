package io.meshplay.models.design;

/**
 * One thing in a document or file that is not in the design as it stood there.
 *
 * @param path where, as a JSON pointer
 * @param message one sentence
 */
public record Finding(String path, String message) {}
