package io.meshplay.collab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RegistryCommandTest {
    private static final String COMPONENT =
            "{\"component\":{\"kind\":\"Gateway\",\"version\":\"mesh.io/v1\",\"schema\":\"{}\"},"
                    + "\"model\":{\"name\":\"mesh\",\"model\":{\"version\":\"v1\"}}}";

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int load(String... arguments) {
        return new CommandLine(new RegistryCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    @DisplayName("[CLI-10] a registry whose files are all taken is 0, and its counts are told")
    void loads() throws IOException {
        Files.writeString(directory.resolve("Gateway.json"), COMPONENT);
        Path kept = directory.resolve("kept.bin");

        int code = load("load", directory.resolve("Gateway.json").toString(), "--out", kept.toString(), "--json");

        assertThat(code).as(err.toString()).isZero();
        assertThat(json().at("/files").intValue()).isEqualTo(1);
        assertThat(json().at("/taken").intValue()).isEqualTo(1);
        assertThat(json().at("/models").intValue()).isEqualTo(1);
        assertThat(json().at("/components").intValue()).isEqualTo(1);
        assertThat(json().at("/relationships").intValue()).isZero();
        assertThat(json().at("/seconds").doubleValue()).isNotNegative();
        assertThat(kept).isNotEmptyFile();
    }

    @Test
    @DisplayName("[CLI-10] files that are not taken make it 1, each with its path and reason")
    void loadsPartly() throws IOException {
        Files.writeString(directory.resolve("Gateway.json"), COMPONENT);
        Files.writeString(directory.resolve("notes.txt"), "text");

        assertThat(load("load", directory.toString(), "--json")).isEqualTo(1);
        assertThat(json().at("/refused/0/path").textValue()).isEqualTo("notes.txt");
        assertThat(json().at("/refused/0/reason").textValue()).isEqualTo("Neither JSON nor YAML.");

        out.getBuffer().setLength(0);
        assertThat(load("load", directory.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("notes.txt: Neither JSON nor YAML.")
                .contains("1 of 2 files taken: 1 models, 1 components, 0 relationships, in ");
    }

    @Test
    @DisplayName("[CLI-10] what is not there, or holds nothing, is 2")
    void refuses() throws IOException {
        Path empty = Files.writeString(directory.resolve("notes.txt"), "text");

        assertThat(load("load", directory.resolve("none").toString(), "--json")).isEqualTo(2);
        assertThat(json().at("/reason").textValue()).contains("no such file");
        assertThat(load("load", empty.toString())).isEqualTo(2);
        assertThat(load("load")).isEqualTo(2);
        assertThat(load()).isEqualTo(2);
    }
}
