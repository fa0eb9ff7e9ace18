package io.meshplay.models.registry;

import io.meshplay.models.registry.ContentWriter.Slot;
import io.meshplay.models.relationship.RelationshipDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a registry's file until somebody asks: contents by their hash, such as schemas and icons, and the files of
 * relationships as they were.
 */
final class ContentStore {
    private final MemorySegment file;
    private final Map<Digest, Slot> slots;
    private final Map<RelationshipDefinition, MemorySegment> trees;

    ContentStore(MemorySegment file, Map<Digest, Slot> slots, Map<RelationshipDefinition, MemorySegment> trees) {
        this.file = file;
        this.slots = Map.copyOf(slots);
        this.trees = Map.copyOf(trees);
    }

    /** {@return the JSON that a relationship was read from; null when it is not here} */
    byte @Nullable [] tree(RelationshipDefinition relationship) {
        MemorySegment tree = trees.get(relationship);
        return tree == null ? null : tree.toArray(ValueLayout.JAVA_BYTE);
    }

    /**
     * Reads one content.
     *
     * @return null when it is not here
     * @throws UncheckedIOException when the file is damaged
     */
    byte @Nullable [] find(Digest digest) {
        Slot slot = slots.get(digest);
        if (slot == null) {
            return null;
        }
        byte[] packed = file.asSlice(slot.offset(), slot.packedBytes()).toArray(ValueLayout.JAVA_BYTE);
        byte[] content = inflated(packed, slot.bytes());
        if (content == null || !Digest.of(content).equals(digest)) {
            throw new UncheckedIOException(new IOException("The registry is damaged at byte " + slot.offset()));
        }
        return content;
    }

    int count() {
        return slots.size();
    }

    private static byte @Nullable [] inflated(byte[] packed, int bytes) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] content = new byte[bytes];
            int length = 0;
            while (length < bytes) {
                int more = inflater.inflate(content, length, bytes - length);
                if (more == 0) {
                    return null;
                }
                length += more;
            }
            return content;
        } catch (DataFormatException e) {
            return null;
        } finally {
            inflater.end();
        }
    }
}
