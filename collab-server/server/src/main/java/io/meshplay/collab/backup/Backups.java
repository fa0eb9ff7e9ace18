package io.meshplay.collab.backup;

import io.meshplay.collab.designs.DesignCollections;
import io.meshplay.collab.room.DesignCheck;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoreImport;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The door: a store to a file, a file to a store, and the check of a whole store. Blocks. */
public final class Backups {
    /** Who begins the history line of a restored design, in its journal. */
    public static final String RESTORER = "restore";

    private static final Map<String, RecordCollection> COLLECTIONS =
            KeptCollections.ALL.stream().collect(Collectors.toMap(RecordCollection::name, Function.identity()));

    private final Vertx vertx;
    private final String version;
    private final Clock clock;
    private final Random random;

    /**
     * Works for one command.
     *
     * @param version who makes a backup, for its manifest
     * @param random for epochs: a secure one
     */
    public Backups(Vertx vertx, String version, Clock clock, Random random) {
        this.vertx = vertx;
        this.version = version;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Writes everything that a store holds into a new file.
     *
     * @param store as it stands at one moment, or one that is written meanwhile: then every edit is in the file that was
     *     acknowledged before this call
     * @return what the file holds; fails with {@link StoreException.Corrupt} if the store is damaged, and leaves no file
     */
    public BackupReport backup(Store store, Path to) throws Exception {
        if (Files.exists(to)) {
            throw new FileAlreadyExistsException(to + " is there already: name another file");
        }
        try (BackupWriter writer =
                BackupWriter.create(to, "meshplay " + version, clock.instant().toString())) {
            new StoreContent(store).readTo(writer::write);
            return writer.finish();
        }
    }

    /** Reads a whole backup, without a store; fails with {@link DamagedException}. */
    public static BackupReport inspect(Path from) throws IOException {
        try (BackupReader reader = BackupReader.open(from)) {
            while (true) {
                if (reader.next() instanceof Section.End end) {
                    return end.report();
                }
            }
        }
    }

    /**
     * Fills a store from a backup that was inspected.
     *
     * @param store opened to be filled
     * @param sameHistory whether each design keeps its epoch; else a journal entry begins a new history line
     */
    public BackupReport restore(Path from, Store store, boolean sameHistory) throws IOException {
        StoreImport into = store.importing();
        BackupReport report = BackupReport.NOTHING;
        Design design = null;
        try (BackupReader reader = BackupReader.open(from)) {
            while (true) {
                Section section = reader.next();
                report = report.with(section);
                switch (section) {
                    case Section.Manifest _ -> {}
                    case Section.OfRecord of ->
                        into.record(collection(of.collection()), of.record()).await();
                    case Section.OfDesign of -> {
                        put(design, into, sameHistory);
                        design = new Design(of.designId());
                    }
                    case Section.OfCheckpoint of -> of(design).checkpoint = of.checkpoint();
                    case Section.OfEntry of -> of(design).tail.add(of.entry());
                    case Section.End _ -> {
                        put(design, into, sameHistory);
                        return report;
                    }
                }
            }
        }
    }

    /** A design's checkpoint and entries, as they come. */
    private static final class Design {
        private final String id;
        private @Nullable Checkpoint checkpoint;
        private final List<JournalEntry> tail = new ArrayList<>();

        Design(String id) {
            this.id = id;
        }
    }

    private static Design of(@Nullable Design design) {
        if (design == null) {
            throw new DamagedException("the backup has a journal of no design: take another backup");
        }
        return design;
    }

    private static RecordCollection collection(String name) {
        RecordCollection collection = COLLECTIONS.get(name);
        if (collection == null) {
            throw new DamagedException(
                    "the backup has records of the unknown collection " + name + ": upgrade Meshplay");
        }
        return collection;
    }

    private void put(@Nullable Design design, StoreImport into, boolean sameHistory) {
        if (design == null) {
            return;
        }
        if (!sameHistory && !design.tail.isEmpty()) {
            long next = design.tail.getLast().sequence() + 1;
            String epoch = HexFormat.of().toHexDigits(random.nextLong() | Long.MIN_VALUE);
            design.tail.add(new JournalEntry(design.id, next, 0, RESTORER, DesignCheck.newHistory(epoch)));
        }
        into.design(design.id, design.checkpoint, design.tail).await();
    }

    /**
     * What a check found.
     *
     * @param report how much there is
     * @param damage a line for each thing that is not as it must be
     */
    public record Verdict(BackupReport report, List<String> damage) {
        /** Copies the lines. */
        public Verdict {
            damage = List.copyOf(damage);
        }
    }

    /** Reads everything that a store holds and loads every design through the gatekeeper and native code. */
    public Verdict verify(Store store) throws Exception {
        List<String> damage = new ArrayList<>();
        Path scratch = Files.createTempDirectory("meshplay-verify");
        Counting counting = new Counting();
        try (DesignCheck check = new DesignCheck(vertx, store, scratch)) {
            store.probe().await();
            try {
                new StoreContent(store).readTo(counting::count);
            } catch (StoreException.Corrupt e) {
                damage.add(String.valueOf(e.getMessage()));
            }
            for (String designId : counting.designIds) {
                load(check, designId, damage);
            }
        } catch (StoreException.Corrupt e) {
            damage.add(String.valueOf(e.getMessage()));
        } finally {
            for (Path left : List.of(scratch.resolve("native-0.blackbox"), scratch)) {
                Files.deleteIfExists(left);
            }
        }
        return new Verdict(counting.report, damage);
    }

    private static void load(DesignCheck check, String designId, List<String> damage) {
        try {
            DesignCheck.Found found = check.check(designId).await();
            if (found.damagedAt() > 0) {
                damage.add("design " + designId + ": sequence " + found.damagedAt() + " cannot be used");
            }
        } catch (StoreException e) {
            damage.add(String.valueOf(e.getMessage()));
        }
    }

    /** Counts what goes by. */
    private static final class Counting {
        private BackupReport report = BackupReport.NOTHING;
        private final Set<String> designIds = new LinkedHashSet<>();

        void count(Section section) {
            report = report.with(section);
            if (section instanceof Section.OfRecord record
                    && record.collection().equals(DesignCollections.DESIGNS.name())) {
                designIds.add(record.record().id());
            }
        }
    }
}
