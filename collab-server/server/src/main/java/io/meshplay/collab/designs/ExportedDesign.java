package io.meshplay.collab.designs;

/**
 * A design as a file.
 *
 * @param name the design's name
 * @param file the whole file, in UTF-8
 */
public record ExportedDesign(String name, byte[] file) {}
