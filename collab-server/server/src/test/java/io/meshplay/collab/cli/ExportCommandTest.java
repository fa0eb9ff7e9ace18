package io.meshplay.collab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ExportCommandTest {
    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeRegistry() throws IOException {
        for (String version : List.of("v1", "v2")) {
            Files.writeString(
                    Files.createDirectories(directory.resolve("in")).resolve(version + ".json"),
                    component(version, ""));
        }
    }

    private static String component(String version, String secret) {
        return ("{\"component\":{\"kind\":\"Gateway\",\"version\":\"mesh.io/v1\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"},"
                        + "\"model\":{\"name\":\"mesh\",\"model\":{\"version\":\"%s\"},"
                        + "\"registrant\":{\"kind\":\"github\",\"credential\":{\"secret\":\"%s\"}}}}")
                .formatted(version, secret);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        return new CommandLine(new RegistryCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private int export(String model, String to, Path target, String... more) {
        List<String> arguments = List.of(
                "export",
                model,
                "--to",
                to,
                "--out",
                target.toString(),
                "--registry",
                directory.resolve("in").toString());
        return run(Stream.concat(arguments.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @ParameterizedTest
    @CsvSource({"mesh,directory,v2", "mesh,oci,v2", "mesh@v1,directory,v1", "mesh@v1,oci,v1"})
    @DisplayName("[CLI-12] a model is exported and loaded again; without a version it is the latest")
    void exportsAndLoads(String model, String to, String version) throws IOException {
        Path target = directory.resolve("target");

        assertThat(export(model, to, target, "--json")).as(err.toString()).isZero();
        assertThat(json().at("/model").textValue()).isEqualTo("mesh");
        assertThat(json().at("/version").textValue()).isEqualTo(version);
        assertThat(json().at("/files").intValue()).isEqualTo(2);
        assertThat(json().at("/components").intValue()).isEqualTo(1);
        assertThat(json().at("/leftOut")).isEmpty();

        assertThat(run("load", target.toString(), "--json")).isZero();
        assertThat(json().at("/components").intValue()).isEqualTo(1);
        assertThat(json().at("/schemas").intValue()).isEqualTo(1);
        assertThat(export(model, to, target)).as("once more").isZero();
        assertThat(out.toString()).contains("mesh " + version + " is in ").contains("1 components, 0 relationships.");
    }

    @Test
    @DisplayName("[CLI-12] what is left out makes it 1, and is told")
    void exportsPartly() throws IOException {
        Files.writeString(
                directory.resolve("in/model.json"),
                "{\"name\":\"mesh\",\"category\":{\"name\":\"C\"},\"model\":{\"version\":\"v2\"},"
                        + "\"registrant\":{\"kind\":\"github\",\"metadata\":{\"token\":\"MADE-UP\"}}}");

        assertThat(export("mesh", "directory", directory.resolve("a"), "--json"))
                .isEqualTo(1);
        assertThat(json().at("/leftOut/0/path").textValue())
                .isEqualTo("mesh/v2/v1.0.0/model.json#/registrant/metadata/token");
        assertThat(export("mesh", "directory", directory.resolve("b"))).isEqualTo(1);
        assertThat(out.toString()).contains("#/registrant/metadata/token: A credential");
    }

    @Test
    @DisplayName("[CLI-12] an unknown model or version, another thing in its place and wrong arguments are 2")
    void refuses() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");

        assertThat(export("mash", "oci", directory.resolve("x"), "--json")).isEqualTo(2);
        assertThat(json().at("/reason").textValue()).isEqualTo("The registry has no model of that name; it has mesh.");
        assertThat(export("mesh@v3", "oci", directory.resolve("x"))).isEqualTo(2);
        assertThat(out.toString()).contains("mesh@v3: The registry has mesh in the versions v1, v2 only.");
        assertThat(export("mesh", "oci", file)).isEqualTo(2);
        assertThat(out.toString()).contains("is there and is something else");
        assertThat(file).hasContent("mine");
        assertThat(export("mesh", "zip", directory.resolve("x"))).isEqualTo(2);
        assertThat(err.toString()).contains("--to is zip, must be directory or oci");
        assertThat(run("export", "mesh")).isEqualTo(2);
        assertThat(run(
                        "export",
                        "mesh",
                        "--to",
                        "oci",
                        "--out",
                        "x",
                        "--registry",
                        directory.resolve("no").toString()))
                .isEqualTo(2);
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    @DisplayName("[CLI-12] without --registry it is the built-in one")
    void exportsBuiltInModels() throws IOException {
        assertThat(run(
                        "export",
                        "cert-manager",
                        "--to",
                        "oci",
                        "--out",
                        directory.resolve("c.tar").toString(),
                        "--json"))
                .as(out.toString())
                .isZero();
        assertThat(json().at("/components").intValue()).isGreaterThan(5);
    }
}
