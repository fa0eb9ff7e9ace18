package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.testing.LiveFixture;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.crdt.lib0.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A design whose journal says that a new history line began: it was restored from a backup. */
final class HistoryLineTest extends LiveFixture {
    private static byte[] rename(String name) {
        return ("[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"" + name + "\"}]")
                .getBytes(StandardCharsets.UTF_8);
    }

    private List<Long> serverIds(long after) throws MalformedException {
        List<Long> ids = new ArrayList<>();
        for (JournalEntry entry : Outcome.of(server().store().journal().read(DESIGN, after, 100))) {
            if (JournalCodec.decode(entry.payload()) instanceof JournalCodec.Update update) {
                for (long id : update.claimed()) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    @Test
    @DisplayName(
            "[OPS-13] a new line refuses clients of the old one, and the server writes under a client id of its own")
    void beginsAnew() throws Exception {
        start(RoomLimits.DEFAULTS);
        long last = Outcome.of(server().rooms().edit(DESIGN, "ada", rename("A")));
        String old = Outcome.of(server().rooms().report(DESIGN)).orElseThrow().epoch();
        List<Long> before = serverIds(0);
        Outcome.of(server().rooms().unload(DESIGN));
        var birth = new JournalEntry(
                DESIGN,
                last + 1,
                server().store().fencingToken(),
                "restore",
                DesignCheck.newHistory("feedfeedfeedfeed"));
        Outcome.of(server().store().journal().append(List.of(birth)));

        Outcome.of(server().rooms().edit(DESIGN, "ada", rename("B")));

        assertThat(Outcome.of(server().rooms().report(DESIGN)).orElseThrow().epoch())
                .isEqualTo("feedfeedfeedfeed")
                .isNotEqualTo(old);
        assertThat(serverIds(last)).hasSize(1).doesNotContainAnyElementsOf(before);
        assertThat(stored("meta").getString("name")).isEqualTo("B");
        assertThat(server().sync(DESIGN, "?epoch=" + old).awaitClose()).isEqualTo(4409);
    }
}
