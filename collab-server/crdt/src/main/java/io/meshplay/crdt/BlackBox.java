package io.meshplay.crdt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A small file in memory that names what native code is doing, so that it is known after a native crash.
 *
 * <p>One per worker, one thread at a time. The page outlives the process, whatever ends it, but not the power: after a
 * power cut nothing native is to blame. Entering and leaving cost no system call.
 *
 * <p>Shape: {@code magic:int checksum:int from:long to:long length:int designId:bytes}, zeros when nothing is entered.
 */
public final class BlackBox implements AutoCloseable {
    /** The longest design id, in bytes of UTF-8. */
    public static final int DESIGN_ID_BYTES_MAX = 200;

    private static final int MAGIC = 0x4d504242;
    private static final int CHECKSUM_AT = 4;
    private static final int BODY_AT = 8;
    private static final int ID_AT = BODY_AT + 20;
    private static final int SIZE = ID_AT + DESIGN_ID_BYTES_MAX;

    private final FileChannel channel;
    private final MappedByteBuffer page;

    /**
     * What was being applied when the process died.
     *
     * @param designId the design to open read-only
     * @param fromSequence the first journal sequence of the batch, inclusive
     * @param toSequence the last one, inclusive
     */
    public record Suspect(String designId, long fromSequence, long toSequence) {}

    private BlackBox(FileChannel channel) throws IOException {
        this.channel = channel;
        this.page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
    }

    /** Opens the file for writing and forgets what it named: {@link #read} it first. */
    public static BlackBox open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            BlackBox box = new BlackBox(channel);
            box.leave();
            return box;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Names what the next native call applies; both sequences inclusive. */
    public void enter(String designId, long fromSequence, long toSequence) {
        byte[] id = designId.getBytes(UTF_8);
        if (id.length > DESIGN_ID_BYTES_MAX) {
            throw new IllegalArgumentException("designId has " + id.length + " bytes, at most " + DESIGN_ID_BYTES_MAX);
        }
        page.putInt(0, 0); // not whole while the rest is written
        page.putLong(BODY_AT, fromSequence);
        page.putLong(BODY_AT + 8, toSequence);
        page.putInt(BODY_AT + 16, id.length);
        page.put(ID_AT, id);
        page.putInt(CHECKSUM_AT, checksum(page, id.length));
        page.putInt(0, MAGIC);
    }

    /** The native call came back. */
    public void leave() {
        page.putInt(0, 0);
    }

    /** What the last process was doing when it died; empty when nothing, when the file is missing, torn or no such file. */
    public static Optional<Suspect> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ByteBuffer page = ByteBuffer.wrap(Files.readAllBytes(file));
        if (page.capacity() != SIZE || page.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        int length = page.getInt(BODY_AT + 16);
        if (length < 0 || length > DESIGN_ID_BYTES_MAX || page.getInt(CHECKSUM_AT) != checksum(page, length)) {
            return Optional.empty();
        }
        String designId = new String(page.array(), ID_AT, length, UTF_8);
        return Optional.of(new Suspect(designId, page.getLong(BODY_AT), page.getLong(BODY_AT + 8)));
    }

    /** Closes the file; the mapping goes with the garbage. */
    @Override
    public void close() throws IOException {
        leave();
        channel.close();
    }

    private static int checksum(ByteBuffer page, int idLength) {
        CRC32C checksum = new CRC32C();
        checksum.update(page.slice(BODY_AT, ID_AT - BODY_AT + idLength));
        return (int) checksum.getValue();
    }
}
