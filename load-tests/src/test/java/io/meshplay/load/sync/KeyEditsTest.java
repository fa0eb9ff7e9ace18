package io.meshplay.load.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyEditsTest {
    /** Written by yjs 13.6.33: {@code doc.getMap('views').set('k', i)} for 0, 1, 2 with client id 300. */
    private static final String[] BY_YJS = {
        "0101ac02002801057669657773016b017d0000",
        "0101ac0201a8ac0200017d0101ac02010001",
        "0101ac0202a8ac0201017d0201ac02010101",
    };

    @Test
    @DisplayName("[BENCH-3] the bench's own edits are byte for byte those of yjs")
    void writesWhatYjsWrites() {
        var edits = new KeyEdits(300, "k");

        for (var wanted : BY_YJS) {
            assertThat(HexFormat.of().formatHex(edits.next())).isEqualTo(wanted);
        }
    }

    @Test
    @DisplayName("[BENCH-3] every edit is counted once, large numbers too")
    void countsEdits() {
        var edits = new KeyEdits(4_000_000_000L, "key");
        var counted = 0L;

        for (var i = 0; i < 300; i++) {
            counted += new EditCounter(Buffer.buffer(edits.next()), 0).edits();
        }

        assertThat(counted).isEqualTo(300);
    }
}
