package io.meshplay.crdt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The native document through its Java door. */
class DocumentTest {
    private static final List<String> ROOTS = List.of("meta", "components");
    private static final byte[] EMPTY = {0, 0};
    /** A GC struct whose length overflows the clock: yrs 0.28.1 panics. */
    private static final byte[] PANICS = HexFormat.of().parseHex("0102070300ffffffff0700ffffffff0700");

    private final Document document = Document.open(7, ROOTS);

    @AfterEach
    void everyDocumentIsFreed() {
        document.close();
        assertThat(Document.openCount()).isZero();
    }

    @Test
    @DisplayName("[DOC-1] an empty document projects its declared roots in their order")
    void projectsTheDeclaredRoots() {
        assertThat(projected(document)).isEqualTo("{\"meta\":{},\"components\":{}}");
    }

    @Test
    @DisplayName("[DOC-2] an edit's update makes another document equal")
    void anEditTravels() {
        byte[] update = edit(document, createComponent());
        try (Document other = Document.open(8, ROOTS)) {
            other.apply(List.of(update));

            assertThat(projected(other)).isEqualTo(projected(document));
            assertThat(other.stateVector()).isEqualTo(document.stateVector());
        }
        assertThat(projected(document))
                .isEqualTo("{\"meta\":{},\"components\":{\"c1\":{\"config\":{\"/a/b\":[1,2.5,true,null,\"x\"]},"
                        + "\"name\":\"é😀\",\"notes\":\"one 😀 two\",\"pos\":[1.5,-2],\"z\":9007199254740991}}}");
    }

    @Test
    @DisplayName("[DOC-3] an edit with one operation that cannot be done changes nothing")
    void aRefusedEditChangesNothing() {
        edit(document, createComponent());
        byte[] before = document.state();

        for (String refused : List.of(
                "[{'op':'set','path':['components','c1','name'],'value':'x'},{'op':'set','path':['components','no','k'],'value':1}]",
                "[{'op':'delete','path':['components','c1']},{'op':'text','path':['components','c1','notes'],'text':'x'}]",
                "[{'op':'set','path':['components','c1','notes'],'value':1}]",
                "[{'op':'text','path':['components','c1','name'],'text':'x'}]",
                "[{'op':'set','path':['unknown','k'],'value':1}]",
                "[{'op':'set','path':['components'],'value':1}]",
                "[{'op':'move','path':['components','c1']}]",
                "[{'op':'delete','path':['components','c1'],'extra':1}]",
                "{}",
                "not json")) {
            assertThat(kindOf(() -> edit(document, refused))).as(refused).isEqualTo(CrdtException.Kind.REFUSED);
        }

        assertThat(document.state()).isEqualTo(before);
    }

    @Test
    @DisplayName("[DOC-4] an edit that changes nothing answers the empty update")
    void equalValuesAreSkipped() {
        edit(document, createComponent());

        assertThat(edit(document, "[{'op':'set','path':['components','c1','pos'],'value':[1.5,-2]}]"))
                .isEqualTo(EMPTY);
        assertThat(edit(document, "[{'op':'text','path':['components','c1','notes'],'text':'one 😀 two'}]"))
                .isEqualTo(EMPTY);
        assertThat(edit(document, "[{'op':'delete','path':['components','gone']}]"))
                .isEqualTo(EMPTY);
        assertThat(edit(document, "[]")).isEqualTo(EMPTY);
    }

    @Test
    @DisplayName("[DOC-5] text is replaced by its difference, counted in UTF-16 units")
    void textKeepsAnothersConcurrentWords() {
        edit(document, createComponent());
        try (Document other = Document.open(8, ROOTS)) {
            other.apply(List.of(document.state()));
            byte[] theirs = edit(other, "[{'op':'text','path':['components','c1','notes'],'text':'one 😀 two three'}]");

            byte[] ours = edit(document, "[{'op':'text','path':['components','c1','notes'],'text':'ONE 😁 two'}]");
            document.apply(List.of(theirs));
            other.apply(List.of(ours));

            assertThat(projected(document)).contains("\"notes\":\"ONE 😁 two three\"");
            assertThat(projected(other)).isEqualTo(projected(document));
        }
    }

    @Test
    @DisplayName("[DOC-6] a peer's diff holds what it lacks, and the whole delete set")
    void diffsForAPeer() {
        edit(document, createComponent());
        try (Document peer = Document.open(9, ROOTS)) {
            peer.apply(List.of(document.state()));
            edit(document, "[{'op':'delete','path':['components','c1','pos']}]");
            edit(document, "[{'op':'set','path':['meta','name'],'value':'n'}]");

            byte[] diff = document.diff(peer.stateVector());
            peer.apply(List.of(diff));

            assertThat(diff.length).isLessThan(document.state().length);
            assertThat(projected(peer)).isEqualTo(projected(document));
        }
    }

    @Test
    @DisplayName("[DOC-7] merged updates do what they did one by one")
    void merges() {
        byte[] first = edit(document, createComponent());
        byte[] second = edit(document, "[{'op':'set','path':['meta','name'],'value':'n'}]");
        try (Document other = Document.open(8, ROOTS)) {
            other.apply(List.of(Document.merge(List.of(first, second))));

            assertThat(projected(other)).isEqualTo(projected(document));
            assertThat(other.snapshot()).isEqualTo(document.snapshot());
        }
    }

    @Test
    @DisplayName("[DOC-8] when one update of a batch cannot be read none is applied")
    void aBatchIsReadBeforeItIsApplied() {
        byte[] good;
        try (Document other = Document.open(8, ROOTS)) {
            good = edit(other, "[{'op':'set','path':['meta','name'],'value':'n'}]");
        }

        CrdtException.Kind kind = kindOf(() -> document.apply(List.of(good, new byte[] {1, 2, 3})));

        assertThat(kind).isEqualTo(CrdtException.Kind.REFUSED);
        assertThat(document.state()).isEqualTo(EMPTY);
    }

    @Test
    @DisplayName("[DOC-9] an update that builds on what is lacking poisons the document instead of vanishing later")
    void aGapPoisons() {
        edit(document, "[{'op':'set','path':['meta','name'],'value':'one'}]");
        byte[] second = edit(document, "[{'op':'set','path':['meta','name'],'value':'two'}]");
        int leakedBefore = Document.leakedCount();
        try (Document other = Document.open(8, ROOTS)) {
            assertThat(kindOf(() -> other.apply(List.of(second)))).isEqualTo(CrdtException.Kind.PANICKED);
            assertThat(kindOf(other::state)).isEqualTo(CrdtException.Kind.POISONED);
        }
        assertThat(Document.leakedCount()).isEqualTo(leakedBefore + 1);
    }

    @Test
    @DisplayName("[DOC-10] a panic is thrown, names no directory, and poisons its document alone")
    void aPanicPoisons() {
        try (Document other = Document.open(8, ROOTS)) {
            CrdtException panic = catchThrowableOfType(CrdtException.class, () -> other.apply(List.of(PANICS)));

            assertThat(panic.kind()).isEqualTo(CrdtException.Kind.PANICKED);
            assertThat(panic.getMessage()).doesNotContain("/");
            assertThat(kindOf(other::project)).isEqualTo(CrdtException.Kind.POISONED);
        }
        assertThat(projected(document)).isEqualTo("{\"meta\":{},\"components\":{}}");
    }

    @Test
    @DisplayName("[DOC-11] a closed document throws, closing it twice does nothing")
    void isClosedOnce() {
        Document closed = Document.open(8, ROOTS);
        closed.close();
        closed.close();

        assertThat(kindOf(closed::state)).isEqualTo(CrdtException.Kind.CLOSED);
    }

    @Test
    @DisplayName("[DOC-11] a forgotten document is freed by the cleaner")
    void aForgottenDocumentIsFreed() {
        forgetOne();

        for (int turn = 0; turn < 500 && Document.openCount() > 1; turn++) {
            System.gc();
            LockSupport.parkNanos(10_000_000);
        }

        assertThat(Document.openCount()).isOne();
    }

    @Test
    @DisplayName("[DOC-1] a client id beyond 32 bits and a bad state vector are refused")
    void refusesWhatNoClientSends() {
        assertThat(kindOf(() -> Document.open(1L << 32, ROOTS).close())).isEqualTo(CrdtException.Kind.REFUSED);
        assertThat(kindOf(() -> document.diff(HexFormat.of().parseHex("ffffffff07"))))
                .isEqualTo(CrdtException.Kind.REFUSED);
    }

    private static void forgetOne() {
        assertThat(Document.open(8, ROOTS).stateVector()).isNotEmpty();
    }

    private static String createComponent() {
        return "[{'op':'create','path':['components','c1'],'type':'map',"
                + "'entries':{'name':'é😀','pos':[1.5,-2],'z':9007199254740991},"
                + "'children':{'config':{'type':'map','entries':{'/a/b':[1,2.5,true,null,'x']}},"
                + "'notes':{'type':'text','text':'one 😀 two'}}}]";
    }

    private static byte[] edit(Document document, String operations) {
        return document.edit(operations.replace('\'', '"').getBytes(UTF_8));
    }

    private static String projected(Document document) {
        return new String(document.project(), UTF_8);
    }

    private static CrdtException.Kind kindOf(ThrowingCallable call) {
        return catchThrowableOfType(CrdtException.class, call).kind();
    }
}
