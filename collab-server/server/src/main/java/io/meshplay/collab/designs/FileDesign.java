package io.meshplay.collab.designs;

/**
 * A design that was read from a file, ready to be written into an empty document.
 *
 * @param name its name, fit for the list
 * @param components how many components it has
 * @param operations one edit that makes the whole document, {@code meta} included
 * @param report what was found in the file
 */
record FileDesign(String name, int components, byte[] operations, ImportReport report) {}
