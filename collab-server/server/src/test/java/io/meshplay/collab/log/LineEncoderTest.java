package io.meshplay.collab.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LineEncoderTest {
    private final LoggerContext context = new LoggerContext();

    private String line(boolean json, @Nullable Throwable thrown, String message, KeyValuePair... pairs) {
        var event = new LoggingEvent(
                "here", context.getLogger("io.meshplay.collab.room.Room"), Level.WARN, message, thrown, new Object[0]);
        event.setTimeStamp(1_000);
        event.setKeyValuePairs(List.of(pairs));
        return new String(new LineEncoder(json).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("[OPS-1] a person reads time, level, place, words and keys")
    void writesForPeople() {
        String line = line(
                false,
                null,
                "the store is away",
                new KeyValuePair("designId", "k3"),
                new KeyValuePair("sequence", 57L),
                new KeyValuePair("cause", "no \"room\" left"));

        assertThat(line)
                .isEqualTo("1970-01-01T00:00:01.000Z WARN  Room - the store is away designId=k3 sequence=57"
                        + " cause=\"no \\\"room\\\" left\"\n");
    }

    @Test
    @DisplayName("[OPS-1] a machine reads one object, numbers as numbers")
    void writesForMachines() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(line(
                        true,
                        new IllegalStateException("broken\nin two"),
                        "away",
                        new KeyValuePair("designId", "k3"),
                        new KeyValuePair("sequence", 57L)));

        assertThat(json.path("time").textValue()).isEqualTo("1970-01-01T00:00:01.000Z");
        assertThat(json.path("level").textValue()).isEqualTo("WARN");
        assertThat(json.path("message").textValue()).isEqualTo("away");
        assertThat(json.path("designId").textValue()).isEqualTo("k3");
        assertThat(json.path("sequence").isNumber()).isTrue();
        assertThat(json.path("exception").textValue()).contains("IllegalStateException", "LineEncoderTest");
    }

    @Test
    @DisplayName("[OPS-1] a line break in a name or a message begins no line of its own")
    void keepsToOneLine() {
        String forged = "x\n1970-01-01T00:00:02.000Z ERROR Forged\u2028\u0000\r";

        for (boolean json : List.of(true, false)) {
            assertThat(line(json, null, forged, new KeyValuePair("name", forged)))
                    .hasLineCount(1)
                    .doesNotContain("\u2028".repeat(json ? 2 : 1), "\u0000", "\r");
        }
        assertThat(line(false, new IllegalStateException(forged), "m").lines().skip(1))
                .allSatisfy(row -> assertThat(row).startsWith("    "));
    }
}
