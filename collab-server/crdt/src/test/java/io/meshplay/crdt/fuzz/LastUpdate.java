package io.meshplay.crdt.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The update that native code is about to take, in a mapped file: it tells what killed the JVM when that happens. */
final class LastUpdate {
    private static final int SIZE = 1 << 20;
    private static final MappedByteBuffer FILE = map();

    private LastUpdate() {}

    static void remember(String name, byte[] update) {
        byte[] line = (name + " " + HexFormat.of().formatHex(update) + "\n").getBytes(UTF_8);
        FILE.put(0, line, 0, Math.min(line.length, SIZE));
    }

    private static MappedByteBuffer map() {
        Path target = Path.of("target");
        try {
            Files.createDirectories(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (RandomAccessFile file = new RandomAccessFile("target/fuzz-last-update.txt", "rw")) {
            return file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
