package io.meshplay.collab.designs;

import java.time.Instant;

/**
 * A committed, named, immutable state of a design.
 *
 * @param designId the design
 * @param number 1-based, without gaps within a design
 * @param hash {@code sha256:} and 64 hexadecimal digits, of the canonical content in RFC 8785 form
 * @param form number of the canonical form that the content and so the hash have
 * @param author user id of who committed it
 * @param message one line
 * @param createdAt when, to the millisecond
 */
public record DesignVersion(
        String designId, long number, String hash, int form, String author, String message, Instant createdAt) {}
