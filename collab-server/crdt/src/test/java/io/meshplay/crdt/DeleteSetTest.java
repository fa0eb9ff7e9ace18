package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.crdt.lib0.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeleteSetTest {
    private static final List<String> ROOTS = List.of("meta", "components");

    private static byte[] edit(Document document, String operations) {
        return document.edit(operations.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static Structure loaded(byte[] state) throws MalformedException {
        Structure structure = new Structure(StructureLimits.DEFAULTS);
        Verdict verdict = structure.offer(
                UpdateDecoder.decode(state, DecodeLimits.DEFAULTS), Admission.OF_OWN_STATE, WorkBudget.DEFAULT);
        assertThat(verdict).isNotInstanceOf(Verdict.Refused.class).isNotInstanceOf(Verdict.Gap.class);
        return structure;
    }

    @Test
    @DisplayName(
            "[DOC-14] the delete set of a document and of what its state loads as are equal, also after nested deletes")
    void agreesWithNativeCode() throws MalformedException {
        try (Document document = Document.open(7, ROOTS)) {
            edit(document, "[{'op':'set','path':['meta','a'],'value':1},{'op':'set','path':['meta','a'],'value':2}]");
            edit(
                    document,
                    "[{'op':'create','path':['components','c'],'type':'map','entries':{'x':1},"
                            + "'children':{'notes':{'type':'text','text':'hello'}}}]");
            edit(document, "[{'op':'text','path':['components','c','notes'],'text':'hllo'}]");
            DeleteSet before = DeleteSet.ofSnapshot(document.snapshot());
            edit(document, "[{'op':'delete','path':['components','c']}]");

            DeleteSet after = DeleteSet.ofSnapshot(document.snapshot());

            assertThat(after).isNotEqualTo(before).isEqualTo(DeleteSet.of(loaded(document.state())));
            assertThat(after.ranges()).containsOnlyKeys(7L);
        }
    }

    @Test
    @DisplayName("[DOC-14] a state that lost a deletion differs by its delete set alone")
    void seesALostDeletion() throws MalformedException {
        try (Document document = Document.open(7, ROOTS)) {
            edit(document, "[{'op':'set','path':['meta','a'],'value':1}]");
            byte[] before = document.state();
            byte[] vector = document.stateVector();
            edit(document, "[{'op':'delete','path':['meta','a']}]");

            assertThat(document.stateVector()).isEqualTo(vector);
            assertThat(DeleteSet.of(loaded(before))).isNotEqualTo(DeleteSet.ofSnapshot(document.snapshot()));
        }
    }

    @Test
    @DisplayName("[DOC-14] ranges compare by what they cover, however they are cut or ordered")
    void joinsRanges() throws MalformedException {
        byte[] cut = {1, 5, 3, 2, 1, 0, 2, 7, 1};
        byte[] whole = {1, 5, 2, 0, 3, 7, 1};

        assertThat(DeleteSet.ofSnapshot(cut)).isEqualTo(DeleteSet.ofSnapshot(whole));
        assertThatThrownBy(() -> DeleteSet.ofSnapshot(new byte[] {2, 5, 1, 0, 1, 5, 1, 3, 1}))
                .isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> DeleteSet.ofSnapshot(new byte[] {1, 5, 9})).isInstanceOf(MalformedException.class);
    }
}
