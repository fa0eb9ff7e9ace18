package io.meshplay.collab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store must do with record collections; the rules are numbered in docs/spec/store.md. */
public abstract class RecordsContract extends StoreFixture {
    private static final RecordCollection THINGS =
            new RecordCollection("things", List.of("name", "rank", "deleted", "owner"));

    @Test
    @DisplayName("[STORE-15] put creates at revision 0 and replaces at the revision last read; all else is a conflict")
    void comparesRevisions() {
        assertThat(put("a", 0, "{\"name\":\"one\"}")).isEqualTo(1);
        assertThat(put("a", 1, "{\"name\":\"two\"}")).isEqualTo(2);

        assertThatThrownBy(() -> put("a", 0, "{}")).isInstanceOf(StoreException.Conflict.class);
        assertThatThrownBy(() -> put("a", 1, "{}")).isInstanceOf(StoreException.Conflict.class);
        assertThatThrownBy(() -> put("b", 1, "{}")).isInstanceOf(StoreException.Conflict.class);
        reopen();

        StoredRecord stored = Outcome.of(store().records().get(THINGS, "a")).orElseThrow();
        assertThat(stored.revision()).isEqualTo(2);
        assertThat(stored.json()).asString().isEqualTo("{\"name\":\"two\"}");
        assertThat(Outcome.of(store().records().get(THINGS, "b"))).isEmpty();
    }

    @Test
    @DisplayName("[STORE-16] of many puts that expect one revision exactly one wins")
    void letsOneWriterWin() {
        put("a", 0, "{}");

        List<Future<Long>> rivals = new ArrayList<>();
        for (int rival = 0; rival < 20; rival++) {
            rivals.add(store().records().put(THINGS, "a", 1, bytes("{\"rank\":" + rival + "}")));
        }

        long won = rivals.stream().filter(rival -> succeeds(rival)).count();
        assertThat(won).isEqualTo(1);
        assertThat(Outcome.of(store().records().get(THINGS, "a")).orElseThrow().revision())
                .isEqualTo(2);
    }

    @Test
    @DisplayName("[STORE-17] delete needs the revision last read")
    void deletesAtTheExpectedRevision() {
        put("a", 0, "{}");

        assertThatThrownBy(() -> Outcome.of(store().records().delete(THINGS, "a", 2)))
                .isInstanceOf(StoreException.Conflict.class);
        Outcome.of(store().records().delete(THINGS, "a", 1));

        assertThat(Outcome.of(store().records().get(THINGS, "a"))).isEmpty();
        assertThat(put("a", 0, "{}")).isEqualTo(1);
    }

    @Test
    @DisplayName("[STORE-18] equality holds for every field named; a field that is absent equals nothing")
    void findsByEquality() {
        put("a", 0, "{\"name\":\"x\",\"rank\":1,\"deleted\":false}");
        put("b", 0, "{\"name\":\"x\",\"rank\":2,\"deleted\":true}");
        put("c", 0, "{\"name\":\"X\",\"rank\":1,\"deleted\":null}");
        put("d", 0, "{}");

        assertThat(ids(Map.of("name", "x"), Map.of())).containsExactly("a", "b");
        assertThat(ids(Map.of("name", "x", "rank", 1L), Map.of())).containsExactly("a");
        assertThat(ids(Map.of("deleted", false), Map.of())).containsExactly("a");
        assertThat(ids(Map.of("deleted", true), Map.of())).containsExactly("b");
        assertThat(ids(Map.of(), Map.of())).containsExactly("a", "b", "c", "d");
    }

    @Test
    @DisplayName("[STORE-19] search finds a part of a text in any script, without regard to case")
    void searchesWithoutRegardToCase() {
        put("a", 0, "{\"name\":\"Payment Gateway\"}");
        put("b", 0, "{\"name\":\"Straße 100% _x_\"}");
        put("c", 0, "{\"name\":\"ΟΔΟΣ ΠΥΛΗ\"}");
        put("d", 0, "{\"name\":\"ＦＵＬＬ width 🦀\"}");
        put("e", 0, "{\"rank\":7}");

        assertThat(search("GATE")).containsExactly("a");
        assertThat(search("strasse")).containsExactly("b");
        assertThat(search("100%")).containsExactly("b");
        assertThat(search("%")).containsExactly("b");
        assertThat(search("_x_")).containsExactly("b");
        assertThat(search("οδος")).containsExactly("c");
        assertThat(search("full")).containsExactly("d");
        assertThat(search("🦀")).containsExactly("d");
        assertThat(search("' OR 1=1 --")).isEmpty();
        assertThat(search("")).containsExactly("a", "b", "c", "d");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[STORE-20] pages of any order join to every matching record once, with the total on each")
    void pagesAreStable(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> names = List.of("Ada", "ada", "ADA", "Zoë", "z", "🦀", "\uFFFD", "b");
        for (int index = 0; index < 60; index++) {
            String name = random.nextInt(8) == 0 ? "null" : "\"" + names.get(random.nextInt(names.size())) + "\"";
            String owner = random.nextBoolean() ? "u1" : "u2";
            put(
                    "id" + random.nextLong(),
                    0,
                    "{\"name\":" + name + ",\"rank\":" + random.nextInt(5) + ",\"owner\":\"" + owner + "\"}");
        }
        List<RecordQuery.Sort> sort = List.of(
                new RecordQuery.Sort(random.nextBoolean() ? "name" : "rank", random.nextBoolean()),
                new RecordQuery.Sort(random.nextBoolean() ? null : "name", random.nextBoolean()));
        Map<String, Object> equal = Map.of("owner", "u1");

        RecordPage all = Outcome.of(store().records().find(new RecordQuery(THINGS, equal, Map.of(), sort, 0, 1_000)));
        List<StoredRecord> joined = new ArrayList<>();
        for (int offset = 0; offset < 70; offset += 7) {
            RecordPage page =
                    Outcome.of(store().records().find(new RecordQuery(THINGS, equal, Map.of(), sort, offset, 7)));
            assertThat(page.total()).isEqualTo(all.total());
            joined.addAll(page.records());
        }

        assertThat(all.total()).isEqualTo(all.records().size());
        assertThat(joined).extracting(StoredRecord::id).containsExactlyElementsOf(idsOf(all));
        assertThat(joined).extracting(StoredRecord::id).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("[STORE-20] absent sorts before numbers, numbers before text, text by folded code points, then by id")
    void sortsByTheNamedOrder() {
        put("1", 0, "{\"name\":\"b\"}");
        put("2", 0, "{\"name\":\"A\"}");
        put("3", 0, "{\"name\":\"a\"}");
        put("4", 0, "{\"name\":5}");
        put("5", 0, "{}");
        put("6", 0, "{\"name\":\"🦀\"}");
        put("7", 0, "{\"name\":\"\uFB21\"}");
        put("8", 0, "{\"name\":true}");

        assertThat(sorted(false)).containsExactly("5", "8", "4", "2", "3", "1", "7", "6");
        assertThat(sorted(true)).containsExactly("6", "7", "1", "2", "3", "4", "8", "5");
    }

    @Test
    @DisplayName("[STORE-21] a field that the code indexes later finds older records too")
    void indexesAFieldThatTheCodeGains() {
        RecordCollection before = new RecordCollection("plants", List.of("name"));
        RecordCollection after = new RecordCollection("plants", List.of("name", "colour"));
        Outcome.of(store().records().put(before, "a", 0, bytes("{\"name\":\"Rose\",\"colour\":\"Red\"}")));
        Outcome.of(store().records().put(before, "b", 0, bytes("{\"name\":\"Lily\",\"colour\":\"White\"}")));

        reopen();
        RecordPage red = Outcome.of(store().records()
                .find(new RecordQuery(after, Map.of("colour", "Red"), Map.of("name", "rO"), List.of(), 0, 10)));

        assertThat(idsOf(red)).containsExactly("a");
    }

    @Test
    @DisplayName("[STORE-22] what is no JSON object, or holds an object in an indexed field, is refused by name")
    void refusesWhatItCannotIndex() {
        for (String json : List.of("", "[]", "7", "{\"name\":", "{\"name\":{}}", "{\"name\":[1]}")) {
            assertThatThrownBy(() -> put("a", 0, json)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ids(Map.of("colour", "red"), Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThat(Outcome.of(store().records().get(THINGS, "a"))).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    private long put(String id, long expectedRevision, String json) {
        return Outcome.of(store().records().put(THINGS, id, expectedRevision, bytes(json)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean succeeds(Future<Long> rival) {
        try {
            Outcome.of(rival);
            return true;
        } catch (StoreException.Conflict _) {
            return false;
        }
    }

    private List<String> ids(Map<String, Object> equal, Map<String, String> contains) {
        return idsOf(Outcome.of(store().records().find(new RecordQuery(THINGS, equal, contains, List.of(), 0, 100))));
    }

    private List<String> search(String text) {
        return ids(Map.of(), Map.of("name", text));
    }

    private List<String> sorted(boolean descending) {
        List<RecordQuery.Sort> sort = List.of(new RecordQuery.Sort("name", descending));
        return idsOf(Outcome.of(store().records().find(new RecordQuery(THINGS, Map.of(), Map.of(), sort, 0, 100))));
    }

    private static List<String> idsOf(RecordPage page) {
        return page.records().stream().map(StoredRecord::id).toList();
    }
}
