package io.meshplay.collab.backup;

import io.meshplay.collab.designs.DesignCollections;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything that a store holds, by its ports, in the order of a backup. The store checks each checksum. Blocks. */
final class StoreContent {
    private static final int PAGE = 1_000;
    private static final int ATTEMPTS_MAX = 5;

    /** Takes a section; fails with what its destination fails with. */
    @FunctionalInterface
    interface Sink {
        void take(Section section) throws Exception;
    }

    private final Store store;

    StoreContent(Store store) {
        this.store = store;
    }

    void readTo(Sink sink) throws Exception {
        Set<String> designIds = new LinkedHashSet<>();
        for (RecordCollection collection : KeptCollections.ALL) {
            for (StoredRecord record : records(collection)) {
                sink.take(new Section.OfRecord(collection.name(), record));
                if (collection.equals(DesignCollections.DESIGNS)) {
                    designIds.add(record.id());
                }
            }
        }
        for (String designId : designIds) {
            sink.take(new Section.OfDesign(designId));
            for (Section section : design(designId)) {
                sink.take(section);
            }
        }
    }

    /** A record that moves to another page meanwhile is taken once. */
    private List<StoredRecord> records(RecordCollection collection) {
        Map<String, StoredRecord> found = new java.util.LinkedHashMap<>();
        int offset = 0;
        while (true) {
            RecordPage page = store.records()
                    .find(new RecordQuery(
                            collection, Map.of(), Map.of(), List.of(new RecordQuery.Sort(null, false)), offset, PAGE))
                    .await();
            page.records().forEach(record -> found.put(record.id(), record));
            offset += page.records().size();
            if (page.records().isEmpty() || offset >= page.total()) {
                return List.copyOf(found.values());
            }
        }
    }

    /** A store without snapshots may trim the journal between two reads: then the newer checkpoint holds what is gone. */
    private List<Section> design(String designId) {
        for (int attempt = 1; ; attempt++) {
            try {
                return designOnce(designId);
            } catch (StoreException.Corrupt e) {
                if (attempt >= ATTEMPTS_MAX) {
                    throw e;
                }
            }
        }
    }

    private List<Section> designOnce(String designId) {
        List<Section> sections = new ArrayList<>();
        Checkpoint checkpoint = store.checkpoints().get(designId).await().orElse(null);
        long after = 0;
        if (checkpoint != null) {
            sections.add(new Section.OfCheckpoint(checkpoint));
            // the entry of the checkpoint's own sequence stays: where a journal goes on is its last entry
            after = Math.max(0, checkpoint.sequence() - 1);
        }
        while (true) {
            List<JournalEntry> page =
                    store.journal().read(designId, after, PAGE).await();
            page.forEach(entry -> sections.add(new Section.OfEntry(entry)));
            if (page.size() < PAGE) {
                return sections;
            }
            after = page.getLast().sequence();
        }
    }
}
