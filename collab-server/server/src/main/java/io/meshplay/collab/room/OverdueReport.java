package io.meshplay.collab.room;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Two files about a native call that did not come back: {@code native-overdue-TIME.json} says what it was,
 * {@code native-overdue-TIME.input} holds what it read: each array behind its length, four bytes, the highest first. They
 * hold content of a design and are their owner's alone to read.
 */
@AnyThread
final class OverdueReport implements NativeWatch.Report {
    private static final String NAME = "native-overdue-";
    private static final String POSIX = "posix";

    private final Path directory;
    private final NativeLimits limits;
    private final Clock clock;

    OverdueReport(Path directory, NativeLimits limits, Clock clock) {
        this.directory = directory;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Optional<Path> write(NativeCall call, long millis) throws IOException {
        if (written() >= limits.reportsMax()) {
            return Optional.empty();
        }
        String name = NAME + clock.instant().toString().replace(":", "");
        Path input = directory.resolve(name + ".input");
        boolean whole = writeInput(call, input);
        JsonObject content = new JsonObject()
                .put("task", call.task().word())
                .put("designId", call.designId())
                .put("fromSequence", call.fromSequence())
                .put("toSequence", call.toSequence())
                .put("millis", millis)
                .put("inputFile", input.getFileName().toString())
                .put("inputArrays", call.input().size())
                .put("inputBytes", call.inputBytes())
                .put("inputWhole", whole)
                .put(
                        "stack",
                        new JsonArray(Arrays.stream(call.thread().getStackTrace())
                                .map(StackTraceElement::toString)
                                .toList()));
        Path file = directory.resolve(name + ".json");
        try (var out = Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own());
                var stream = Channels.newOutputStream(out)) {
            stream.write(content.encodePrettily().getBytes(UTF_8));
        }
        return Optional.of(file);
    }

    private long written() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(NAME) && name.endsWith(".json"))
                    .count();
        }
    }

    /** {@return whether all of it was written} */
    private boolean writeInput(NativeCall call, Path file) throws IOException {
        long left = limits.reportBytesMax();
        try (var out = Files.newByteChannel(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own());
                var data = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(out)))) {
            for (byte[] bytes : call.input()) {
                int length = (int) Math.min(bytes.length, left);
                data.writeInt(bytes.length);
                data.write(bytes, 0, length);
                left -= length;
                if (length < bytes.length) {
                    return false;
                }
            }
        }
        return true;
    }

    private static FileAttribute<?>[] own() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains(POSIX)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
