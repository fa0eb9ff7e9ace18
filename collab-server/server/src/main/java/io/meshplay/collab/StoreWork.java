package io.meshplay.collab;

import io.meshplay.collab.backup.BackupReport;
import io.meshplay.collab.backup.Backups;
import io.meshplay.collab.backup.DamagedException;
import io.meshplay.collab.cli.ServerVersion;
import io.meshplay.collab.cli.StorePlace;
import io.meshplay.collab.cli.StoreTasks;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Backup, restore and verification by command: says what was done, or in one line what is wrong. */
final class StoreWork implements StoreTasks {
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_DATA = 4;
    private static final int EXIT_DAMAGED = 5;

    private final PrintWriter out;
    private final PrintWriter err;

    StoreWork(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** What is done with an open store; answers the exit code. */
    @FunctionalInterface
    private interface Work {
        int with(Backups backups, Store store) throws Exception;
    }

    @Override
    public int backup(StorePlace place, Path to) {
        return on(vertx -> Foundation.reading(vertx, place), (backups, store) -> {
            BackupReport report = backups.backup(store, to);
            out.println("Backed up " + place + " to " + to + ": " + report + ".");
            return 0;
        });
    }

    @Override
    public int restore(Path from, StorePlace place, boolean sameHistory) {
        try {
            // Nothing is made before the whole file was read: a damaged backup leaves nothing behind.
            Backups.inspect(from);
        } catch (DamagedException | IOException e) {
            return refused(e);
        }
        return on(vertx -> Foundation.filling(vertx, place), (backups, store) -> {
            BackupReport report = backups.restore(from, store, sameHistory);
            Backups.Verdict verdict = backups.verify(store);
            if (!verdict.damage().isEmpty()) {
                return damaged(verdict.damage());
            }
            store.importing().finish().await();
            out.println("Restored " + from + " to " + place + ": " + report + "; every design loads.");
            return 0;
        });
    }

    @Override
    public int verify(StorePlace place) {
        return on(vertx -> Foundation.reading(vertx, place), (backups, store) -> {
            Backups.Verdict verdict = backups.verify(store);
            out.println("Read " + place + ": " + verdict.report() + ".");
            return damaged(verdict.damage());
        });
    }

    private int damaged(List<String> damage) {
        damage.forEach(line -> err.println("meshplay: damaged: " + line));
        return damage.isEmpty() ? 0 : EXIT_DAMAGED;
    }

    private int on(Function<Vertx, Future<Store>> opening, Work work) {
        Vertx vertx = Vertx.vertx();
        try {
            Store store = opening.apply(vertx).await();
            try {
                return work.with(
                        new Backups(vertx, ServerVersion.number(), Clock.systemUTC(), new SecureRandom()), store);
            } finally {
                store.close().await();
            }
        } catch (Exception e) {
            return refused(e);
        } finally {
            vertx.close().await();
        }
    }

    private int refused(Exception failure) {
        err.println("meshplay: " + failure.getMessage());
        return switch (failure) {
            case StoreException.Corrupt _, DamagedException _ -> EXIT_DAMAGED;
            case StoreException _ -> EXIT_DATA;
            default -> EXIT_FAILED;
        };
    }
}
