package io.meshplay.load.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server whose data lie on a small file system of its own, in a mount namespace that only it sees: no privilege is
 * needed and nothing is left when it ends. A ballast file takes a part of the disk; deleting it makes room.
 *
 * @param server the server
 * @param directory where the disk is mounted for the server
 */
public record SmallDisk(ServerProcess server, Path directory) implements AutoCloseable {
    private static final String BALLAST = "ballast";

    /** Whether this machine lets an ordinary user do so. */
    public static boolean possible() {
        try {
            var probe = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt")
                    .redirectErrorStream(true)
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A running server on a disk of that size, of which the ballast takes a part. */
    public static SmallDisk mount(Path directory, int sizeMegabytes, int ballastMegabytes) {
        var prepare = "mount -t tmpfs -o size=%dm none '%s' && head -c %dM /dev/zero > '%s/%s' && mkdir '%s/data'"
                .formatted(sizeMegabytes, directory, ballastMegabytes, directory, BALLAST, directory);
        var shell = List.of("unshare", "-rm", "bash", "-c", prepare + " && exec \"$@\"", "bash");
        return new SmallDisk(ServerProcess.within(shell, directory.resolve("data")), directory);
    }

    /** Deletes the ballast, seen through the server's own root. */
    public void makeRoom() {
        try {
            Files.delete(Path.of("/proc", Long.toString(server.pid()), "root")
                    .resolve(directory.resolve(BALLAST).toString().substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
