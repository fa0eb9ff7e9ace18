package io.meshplay.collab.backup;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoredRecord;

/**
 * One part of a backup file:
 *
 * <pre>
 * file     8 bytes "MESHBACK", then sections
 * section  int32 length of kind and body · uint8 kind · body · int32 CRC-32C of kind and body
 * kind 1   manifest, first          UTF-8 JSON {"format":1,"madeBy":…,"madeAt":…}
 * kind 2   record                   text collection · text id · int64 revision · bytes JSON
 * kind 3   design                   text id
 * kind 4   its checkpoint, if any   int64 sequence · bytes payload
 * kind 5   its journal's end        int64 sequence · int64 fencing token · text actor · bytes payload
 * kind 9   end, last                UTF-8 JSON: counts, and the SHA-256 of all bytes before this section
 * </pre>
 *
 * Numbers are big-endian; {@code text} and {@code bytes} are int32 length and bytes, text in UTF-8.
 */
sealed interface Section {
    /** Of the file itself. */
    record Manifest(int format, String madeBy, String madeAt) implements Section {}

    /** A record of a collection. */
    record OfRecord(String collection, StoredRecord record) implements Section {}

    /** A design; its checkpoint and entries follow. */
    record OfDesign(String designId) implements Section {}

    /** The checkpoint of the design before it. */
    record OfCheckpoint(Checkpoint checkpoint) implements Section {}

    /** A journal entry of the design before it. */
    record OfEntry(JournalEntry entry) implements Section {}

    /** The end. */
    record End(BackupReport report, String sha256) implements Section {}
}
