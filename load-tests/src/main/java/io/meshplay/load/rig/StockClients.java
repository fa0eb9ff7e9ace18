package io.meshplay.load.rig;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The folder with the unmodified npm clients; installs them from the lock file when they are missing or outdated. */
public final class StockClients {
    private static final long INSTALL_MINUTES_MAX = 10;

    private StockClients() {}

    /** The folder {@code load-tests/clients}, installed. */
    public static Path installed() {
        return installed("clients");
    }

    /** A folder of this module with a {@code package-lock.json}, installed; one process at a time does it. */
    public static synchronized Path installed(String folder) {
        var clients = Workspace.loadTests().resolve(folder);
        var target = Workspace.loadTests().resolve("target");
        try {
            Files.createDirectories(target);
            try (var file = new RandomAccessFile(
                            target.resolve("npm-" + folder + ".lock").toFile(), "rw");
                    var lock = file.getChannel().lock()) {
                if (lock.isValid() && outdated(clients)) {
                    install(clients);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return clients;
    }

    private static boolean outdated(Path clients) throws IOException {
        var marker = clients.resolve("node_modules/.package-lock.json");
        return !Files.isRegularFile(marker)
                || Files.getLastModifiedTime(marker)
                                .compareTo(Files.getLastModifiedTime(clients.resolve("package-lock.json")))
                        < 0;
    }

    private static void install(Path clients) throws IOException {
        var npm = new ProcessBuilder(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"))
                .directory(clients.toFile())
                .redirectErrorStream(true)
                .start();
        var output = Output.of("npm-output", npm.getInputStream());
        try {
            if (!npm.waitFor(INSTALL_MINUTES_MAX, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm ci in " + clients + " failed:\n" + output.text());
            }
        } catch (InterruptedException e) {
            npm.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
