package io.meshplay.collab.designs;

/**
 * A version and what it holds.
 *
 * @param version the version
 * @param content canonical JSON, in UTF-8: the bytes that the hash is of
 */
public record VersionContent(DesignVersion version, byte[] content) {}
