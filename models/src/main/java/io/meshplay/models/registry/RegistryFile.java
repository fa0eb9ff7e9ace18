package io.meshplay.models.registry;

import io.meshplay.models.relationship.RelationshipDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry as one file: contents, index, footer. It appears under its name when it is complete and never changes, so it
 * is mapped into memory and read as it is asked for.
 *
 * <pre>
 * "MESHREG1" | deflated contents | index | index offset (8) | index bytes (8) | SHA-256 of the index (32) | "MESHREG1"
 * </pre>
 */
final class RegistryFile {
    static final int HEADER_BYTES = 8;

    private static final byte[] MAGIC = "MESHREG1".getBytes(StandardCharsets.US_ASCII);
    private static final int FOOTER_BYTES = 16 + Digest.BYTES + 8;
    private static final int INDEX_BYTES_MAX = 512 << 20;

    private RegistryFile() {}

    /** {@return the file that a registry grows in} */
    static FileChannel create(Path part) throws IOException {
        FileChannel file = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        file.write(ByteBuffer.wrap(MAGIC), 0);
        return file;
    }

    /** Writes what stands behind the contents, and waits for the disk. */
    static void finish(FileChannel file, ContentWriter contents, RegistryContent content, List<byte[]> trees)
            throws IOException {
        byte[] index = IndexWriter.write(content, trees, contents.slots());
        ByteBuffer footer =
                ByteBuffer.allocate(FOOTER_BYTES).putLong(contents.end()).putLong(index.length);
        Digest.of(index).write(footer);
        contents.write(index);
        contents.write(footer.put(MAGIC).array());
        file.force(true);
    }

    static void publish(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Opens a registry.
     *
     * @param temporary whether the file goes when the registry is closed
     * @throws IOException when it is no registry of this version, or damaged
     */
    static Registry open(Path path, boolean temporary) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            // Unmapped when nobody can ask any more: a schema that is being read when a registry is replaced stays.
            MemorySegment mapped = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
            return open(mapped, false, temporary ? () -> delete(path) : () -> {});
        }
    }

    static Registry open(MemorySegment file, boolean builtIn, Runnable close) throws IOException {
        long size = file.byteSize();
        if (size < HEADER_BYTES + FOOTER_BYTES || !magic(file, 0) || !magic(file, size - MAGIC.length)) {
            throw new IOException("It is no registry of this version of Meshplay");
        }
        ByteBuffer footer = ByteBuffer.wrap(bytes(file, size - FOOTER_BYTES, FOOTER_BYTES));
        long offset = footer.getLong();
        long length = footer.getLong();
        if (offset < HEADER_BYTES || length < 0 || length > INDEX_BYTES_MAX || offset + length != size - FOOTER_BYTES) {
            throw new IOException("The registry is damaged at its end");
        }
        byte[] index = bytes(file, offset, (int) length);
        if (!Digest.of(index).equals(Digest.read(footer))) {
            throw new IOException("The index of the registry is damaged");
        }
        IndexReader.Index read = IndexReader.read(index, builtIn);
        Map<RelationshipDefinition, MemorySegment> trees = new HashMap<>();
        read.trees()
                .forEach((relationship, tree) ->
                        trees.put(relationship, file.asSlice(offset + tree.offset(), tree.bytes())));
        return new Registry(read.content(), List.of(new ContentStore(file, read.slots(), trees)), close);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean magic(MemorySegment file, long offset) {
        return MemorySegment.ofArray(MAGIC).mismatch(file.asSlice(offset, MAGIC.length)) == -1;
    }

    private static byte[] bytes(MemorySegment file, long offset, int length) {
        return file.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
