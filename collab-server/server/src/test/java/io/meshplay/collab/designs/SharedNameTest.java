package io.meshplay.collab.designs;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.Document;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A client may put a shared type where the name of a design belongs. */
class SharedNameTest {
    private final Document document =
            Document.open(4_000_000_000L, List.of("meta", "components", "relationships", "comments", "views"));

    @AfterEach
    void close() {
        document.close();
    }

    private String edited(String operations) {
        return edited(operations.getBytes(StandardCharsets.UTF_8));
    }

    private String edited(byte[] operations) {
        document.apply(List.of(document.edit(operations)));
        return new String(document.project(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("[API-15] a design whose name is a shared text can be renamed")
    void renames() {
        edited("[{\"op\":\"create\",\"path\":[\"meta\",\"name\"],\"type\":\"text\",\"text\":\"shared\"}]");

        assertThat(edited(Projections.renamed("Plain"))).contains("\"name\":\"Plain\"");
    }

    @Test
    @DisplayName("[DESIGN-12] [API-24] a version is restored into a document whose name is a shared text")
    void restores() {
        edited("[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"Then\"}]");
        byte[] then = DesignForm.canonical(document.project());
        edited("[{\"op\":\"create\",\"path\":[\"meta\",\"name\"],\"type\":\"text\",\"text\":\"shared\"}]");

        edited(DesignForm.replacing(document.project(), then));

        assertThat(DesignForm.canonical(document.project())).isEqualTo(then);
    }
}
