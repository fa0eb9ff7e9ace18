package io.meshplay.collab.designs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the list shows of a design; the document itself lives in its room.
 *
 * @param id 22 characters of {@code [A-Za-z0-9_-]}
 * @param name 1 to {@link DesignsLimits#nameCharsMax} characters
 * @param createdAt when it was made, to the millisecond
 * @param updatedAt when its document or its name last changed, to the millisecond
 * @param revision 1-based counter for compare-and-set on this record
 * @param componentCount components that are not deleted, as of the last projection
 * @param deletedAt when it was deleted; null while it lives
 */
public record DesignRecord(
        String id,
        String name,
        Instant createdAt,
        Instant updatedAt,
        long revision,
        int componentCount,
        @Nullable Instant deletedAt) {
    /** {@return whether the design was deleted} */
    public boolean deleted() {
        return deletedAt != null;
    }

    DesignRecord renamed(String newName, Instant at) {
        return new DesignRecord(id, newName, createdAt, at, revision, componentCount, deletedAt);
    }

    DesignRecord counted(int components, Instant at) {
        return new DesignRecord(id, name, createdAt, at, revision, components, deletedAt);
    }

    DesignRecord deletedAt(@Nullable Instant at) {
        return new DesignRecord(id, name, createdAt, updatedAt, revision, componentCount, at);
    }

    DesignRecord atRevision(long stored) {
        return new DesignRecord(id, name, createdAt, updatedAt, stored, componentCount, deletedAt);
    }
}
