package io.meshplay.collab.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a session may do.
 *
 * @param identity who it is: {@code local}, or {@code link:} and the link's id
 * @param role what it may write
 * @param expiresAt when the grant ends; null never
 */
public record Grant(String identity, Role role, @Nullable Instant expiresAt) {}
