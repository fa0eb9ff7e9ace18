package io.meshplay.collab.history;

import java.time.Instant;

/**
 * A state of a design that was kept by itself.
 *
 * @param designId the design
 * @param number grows with time within a design; numbers of those that were thinned out are missing
 * @param hash {@code sha256:} and 64 hexadecimal digits, of the canonical content
 * @param form number of the canonical form that the content has
 * @param components how many it holds
 * @param createdAt when, to the millisecond
 */
public record Autosave(String designId, long number, String hash, int form, int components, Instant createdAt) {}
