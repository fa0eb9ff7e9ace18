package io.meshplay.models.registry;

import io.meshplay.models.registry.ContentWriter.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Contents by their hash: schemas, icons, what is shown rarely. Nothing is inflated before somebody asks. */
final class ContentStore {
    private final MemorySegment file;
    private final Map<Digest, Slot> slots;

    ContentStore(MemorySegment file, Map<Digest, Slot> slots) {
        this.file = file;
        this.slots = Map.copyOf(slots);
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
