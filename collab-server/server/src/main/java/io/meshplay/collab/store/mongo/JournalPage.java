package io.meshplay.collab.store.mongo;

import io.meshplay.collab.store.JournalEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a journal, without a gap.
 *
 * @param entries in ascending sequence
 * @param end where the journal ends, if the page reaches it
 */
record JournalPage(List<JournalEntry> entries, @Nullable Head end) {}
