package io.meshplay.collab.designs;

/**
 * A design made of a file.
 *
 * @param design the design
 * @param report what was found in the file
 */
public record ImportedDesign(DesignRecord design, ImportReport report) {}
