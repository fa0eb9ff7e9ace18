package io.meshplay.load.fault;

import io.meshplay.load.rig.Workspace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * What is to go wrong with one server's disk and clock. The server runs under a small C library ({@code src/main/c/faults.c})
 * that maps the same page, so that faults begin and end while it runs.
 */
final class FaultPage implements AutoCloseable {
    private static final int SYNC_DELAY_MICROS = 0;
    private static final int SYNCS_TO_FAIL = 4;
    private static final int WRITES_TO_FAIL = 8;
    private static final int WRITE_ERRNO = 12;
    private static final int CLOCK_OFFSET_MILLIS = 16;
    private static final int SYNCS = 24;
    private static final int FAILURES = 28;
    private static final int RANGES = 32;
    private static final int RANGES_LOST = 36;
    private static final int RANGE = 40;
    private static final int RANGE_BYTES = 16;
    private static final int RANGES_MAX = 8_192;
    private static final int SIZE = RANGE + RANGES_MAX * RANGE_BYTES;

    private static final int LOG = 2;
    private static final int NO_SPACE = 28;
    private static final int EACH = -1;

    private final Path file;
    private final MappedByteBuffer page;

    private FaultPage(Path file) throws IOException {
        this.file = file;
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE);
        }
        page.order(ByteOrder.nativeOrder());
    }

    /** A page without faults, in a file of that directory. */
    static FaultPage in(Path directory) {
        try {
            return new FaultPage(directory.resolve("faults.page"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the library can be made here. */
    static boolean possible() {
        return System.getProperty("os.name").equals("Linux") && run(List.of("cc", "--version")) == 0;
    }

    /** What runs a command under these faults, in its own place. */
    List<String> around() {
        return List.of("env", "LD_PRELOAD=" + library(), "FAULTS_PAGE=" + file);
    }

    private static synchronized Path library() {
        var source = Workspace.loadTests().resolve("src/main/c/faults.c");
        var library = Workspace.loadTests().resolve("target/faults.so");
        try {
            if (Files.notExists(library)
                    || Files.getLastModifiedTime(library).compareTo(Files.getLastModifiedTime(source)) < 0) {
                Files.createDirectories(library.getParent());
                var compile =
                        List.of("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");
                if (run(compile) != 0) {
                    throw new IllegalStateException("cc cannot make " + source);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return library;
    }

    private static int run(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException _) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    // ---- faults ----

    /** Each flush of the disk takes that much longer. */
    void slow(Duration flush) {
        page.putInt(SYNC_DELAY_MICROS, Math.toIntExact(flush.toNanos() / 1_000));
    }

    /** The next flushes fail. */
    void failSyncs(int count) {
        page.putInt(SYNCS_TO_FAIL, count);
    }

    /** There is no space. */
    void full() {
        page.putInt(WRITE_ERRNO, NO_SPACE);
        page.putInt(WRITES_TO_FAIL, EACH);
    }

    /** The wall clock is off by that much. */
    void jump(Duration by) {
        page.putLong(CLOCK_OFFSET_MILLIS, by.toMillis());
    }

    /** All is well with the disk. */
    void heal() {
        page.putInt(SYNC_DELAY_MICROS, 0);
        page.putInt(SYNCS_TO_FAIL, 0);
        page.putInt(WRITES_TO_FAIL, 0);
    }

    /** How many calls have failed. */
    int failures() {
        return page.getInt(FAILURES);
    }

    /** How often the disk was flushed. */
    int syncs() {
        return page.getInt(SYNCS);
    }

    // ---- a power cut ----

    private record Range(boolean log, long offset, int length) {}

    /**
     * Does to the files of a dead server what a power cut may do: of each write since the last flush of its file, nothing,
     * a part or garbage is there. What was flushed stays.
     *
     * @return how many writes were torn
     */
    int tear(Path data, SplittableRandom random) {
        var ranges = new ArrayList<Range>();
        for (var i = 0; i < page.getInt(RANGES); i++) {
            var at = RANGE + i * RANGE_BYTES;
            ranges.add(new Range(page.getInt(at) == LOG, page.getLong(at + 8), page.getInt(at + 4)));
        }
        if (page.getInt(RANGES_LOST) > 0) {
            ranges.clear();
        }
        try (var database = new RandomAccessFile(data.resolve("meshplay.db").toFile(), "rw");
                var log = new RandomAccessFile(data.resolve("meshplay.db-wal").toFile(), "rw")) {
            for (var range : ranges) {
                tear(range.log() ? log : database, range, random);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.putInt(RANGES, 0);
        page.putInt(RANGES_LOST, 0);
        return ranges.size();
    }

    private static void tear(RandomAccessFile file, Range range, SplittableRandom random) throws IOException {
        if (range.offset() >= file.length()) {
            return;
        }
        var from = random.nextInt(range.length());
        switch (random.nextInt(3)) {
            case 0 -> write(file, range, from, new byte[range.length() - from]);
            case 1 -> {
                var garbage = new byte[range.length() - from];
                random.nextBytes(garbage);
                write(file, range, from, garbage);
            }
            default -> {
                if (range.log() && range.offset() + range.length() >= file.length()) {
                    file.setLength(range.offset() + from);
                }
            }
        }
    }

    private static void write(RandomAccessFile file, Range range, int from, byte[] bytes) throws IOException {
        var left = file.length() - range.offset() - from;
        if (left > 0) {
            file.seek(range.offset() + from);
            file.write(bytes, 0, (int) Math.min(bytes.length, left));
        }
    }

    @Override
    public void close() {
        heal();
        page.putLong(CLOCK_OFFSET_MILLIS, 0);
    }
}
