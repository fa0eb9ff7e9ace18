package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A data directory that this process alone may use, for as long as it is not closed. */
final class DataDirectory implements AutoCloseable {
    /**
     * Directories that this process holds. The system keeps file locks per process, and closing any channel on a locked
     * file drops the lock: so a second claim in one process must be told here, before it opens the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    static final String DATABASE_FILE = "meshplay.db";
    private static final String LOCK_FILE = "meshplay.lock";
    private static final String MARKER_FILE = "meshplay.restoring";
    private static final int PID_DIGITS_MAX = 20;

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Creates the directory if need be and locks it; refused when another holds it or it cannot be written. */
    static DataDirectory claim(Path wanted) {
        DataDirectory directory = lockedAt(wanted);
        if (Files.exists(directory.marker())) {
            directory.close();
            throw new StoreException.Refused(
                    "data directory " + wanted + " was being restored and is not whole: empty it and restore again",
                    null);
        }
        return directory;
    }

    /** Locks a directory that is missing or empty, and marks it as not whole until {@link #whole}. */
    static DataDirectory claimEmpty(Path wanted) {
        try {
            if (Files.exists(wanted)) {
                try (Stream<Path> files = Files.list(wanted)) {
                    // a file system of its own brings this one along
                    if (files.anyMatch(file -> !file.endsWith("lost+found"))) {
                        throw new StoreException.Refused(
                                "data directory " + wanted + " is not empty: name a new or an empty one", null);
                    }
                }
            }
        } catch (IOException e) {
            throw unwritable(wanted, e);
        }
        DataDirectory directory = lockedAt(wanted);
        try {
            Files.createFile(directory.marker());
            directory.flush();
        } catch (IOException e) {
            directory.close();
            throw unwritable(wanted, e);
        }
        return directory;
    }

    static boolean unfinished(Path directory) {
        return Files.exists(directory.resolve(MARKER_FILE));
    }

    private Path marker() {
        return path.resolve(MARKER_FILE);
    }

    /** What was to be restored is there. */
    void whole() {
        try {
            Files.delete(marker());
        } catch (IOException e) {
            throw unwritable(path, e);
        }
        flush();
    }

    private static DataDirectory lockedAt(Path wanted) {
        Path path;
        try {
            Files.createDirectories(wanted);
            path = wanted.toRealPath();
        } catch (IOException e) {
            throw unwritable(wanted, e);
        }
        if (!HELD.add(path)) {
            throw heldBy(path, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DataDirectory(path, lock(path));
        } catch (StoreException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static FileChannel lock(Path path) {
        Path file = path.resolve(LOCK_FILE);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw heldBy(path, pid(channel));
                }
                byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(pid), 0);
                return channel;
            } catch (IOException | StoreException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static String pid(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_DIGITS_MAX);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    }

    private static StoreException.Refused heldBy(Path path, String pid) {
        String who = pid.matches("[0-9]+") ? "process " + pid : "another process";
        return new StoreException.Refused(
                "data directory " + path + " is in use by " + who + ": stop it or choose another --data", null);
    }

    private static StoreException.Refused unwritable(Path path, IOException cause) {
        return new StoreException.Refused(
                "data directory " + path + " cannot be written: check its rights or choose another --data ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage() + ")",
                cause);
    }

    Path path() {
        return path;
    }

    Path database() {
        return path.resolve(DATABASE_FILE);
    }

    /** Makes a file created here survive a power cut: SQLite flushes the file, not the directory that names it. */
    void flush() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Lets the directory go. The lock file stays: deleting it would let two processes lock two files of one name. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        } finally {
            HELD.remove(path);
        }
    }
}
