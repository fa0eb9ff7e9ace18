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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DesignCommandTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n";

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int convert(String file, String to, String... more) throws IOException {
        Path in = Files.writeString(directory.resolve("in.yaml"), file);
        String[] arguments = {"design", "convert", in.toString(), "--to", to, "--out", target().toString()};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return ServerCommand.run(
                _ -> {
                    throw new IllegalStateException("nothing is served");
                },
                new NoTasks(),
                new PrintWriter(out),
                new PrintWriter(err),
                all);
    }

    private Path target() {
        return directory.resolve("out");
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @ParameterizedTest
    @DisplayName("[CLI-8] a manifest is written in every format, with exit code 0, and read back from it")
    @ValueSource(strings = {"meshplay-v1beta3", "meshplay-v1beta1", "kubernetes", "helm", "oci"})
    void convertsThereAndBack(String format) throws IOException {
        assertThat(convert(POD, format)).as(out.toString()).isZero();
        Path back = directory.resolve("back.yaml");

        int code = ServerCommand.run(
                _ -> 0,
                new NoTasks(),
                new PrintWriter(out),
                new PrintWriter(err),
                "design",
                "convert",
                target().toString(),
                "--to",
                "kubernetes",
                "--out",
                back.toString());

        assertThat(code).as(out.toString()).isZero();
        assertThat(Files.readString(back)).isEqualTo(POD);
    }

    @Test
    @DisplayName("[CLI-8] a document that cannot be read is 1, with its place, and the rest is written")
    void reportsPartly() throws IOException {
        int code = convert(POD + "---\na: [1\nb: 2\n", "kubernetes", "--json");

        assertThat(code).isEqualTo(1);
        assertThat(json().at("/documents/0/components").intValue()).isEqualTo(1);
        assertThat(json().at("/documents/1/refusal/line").intValue()).isEqualTo(7);
        assertThat(json().at("/format").textValue()).isEqualTo("kubernetes");
        assertThat(Files.readString(target())).isEqualTo(POD);
    }

    @Test
    @DisplayName("[CLI-8] what cannot be used is 2, says where, and writes nothing")
    void refuses() throws IOException {
        assertThat(convert("<<<<<<< HEAD\na: 1\n", "oci")).isEqualTo(2);
        assertThat(out.toString()).contains("in.yaml:1:1: conflictMarkers:");
        assertThat(convert(POD, "zebra")).isEqualTo(2);
        assertThat(err.toString()).contains("--to is zebra").hasLineCount(1);
        assertThat(target()).doesNotExist();
    }

    private int evaluate(String file, String... more) throws IOException {
        Path in = Files.writeString(directory.resolve("in.yaml"), file);
        String[] arguments = {"design", "evaluate", in.toString()};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return ServerCommand.run(_ -> 0, new NoTasks(), new PrintWriter(out), new PrintWriter(err), all);
    }

    @Test
    @DisplayName("[CLI-9] an evaluation says what values relate and why, as text and as JSON, with exit code 0")
    void evaluates() throws IOException {
        String manifest = POD
                + "  labels: {app: p}\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s\nspec:\n  selector: {app: p}\n";

        assertThat(evaluate(manifest)).as(out.toString()).isZero();
        assertThat(out.toString())
                .contains("inferred: A Service sends traffic")
                .contains("1 inferred relationships, 0 values to write, 0 remarks.");

        out.getBuffer().setLength(0);
        assertThat(evaluate(manifest, "--json")).isZero();
        assertThat(json().at("/actions/0/op").textValue()).isEqualTo("addRelationship");
        assertThat(json().at("/actions/0/reason/rule").textValue()).isEqualTo("meshplay/service-to-workload");
        assertThat(json().at("/actions/0/reason/fields/0/from").textValue()).isEqualTo("spec.selector");
    }

    @Test
    @DisplayName("[CLI-9] what a drawn relationship would write is 1, and rules of a registry take part")
    void evaluatesLines() throws IOException {
        String design = "{\"schemaVersion\":\"designs.meshplay.io/v1beta1\",\"name\":\"d\",\"components\":["
                + component("a1b2c3d4", "Service", "v1", "{\"spec\":{\"selector\":{\"app\":\"x\"}}}") + ","
                + component("b1b2c3d4", "Deployment", "apps/v1", "{}") + "],\"relationships\":[]}";
        String drawn = design.replace(
                "\"relationships\":[]",
                "\"relationships\":[{\"id\":\"line0001\",\"kind\":\"edge\",\"type\":\"non-binding\",\"subType\":\"network\","
                        + "\"selectors\":[{\"allow\":{\"from\":[{\"id\":\"a1b2c3d4\"}],\"to\":[{\"id\":\"b1b2c3d4\"}]}}]}]");
        Path rule = Files.writeString(
                directory.resolve("rule.json"),
                "{\"schemaVersion\":\"relationships.meshplay.io/v1alpha3\",\"kind\":\"edge\",\"type\":\"non-binding\","
                        + "\"subType\":\"reference\",\"model\":{\"name\":\"kubernetes\"},\"selectors\":[{\"allow\":{\"from\":"
                        + "[{\"kind\":\"Service\",\"patch\":{\"mutatorRef\":[[\"displayName\"]]}}],\"to\":[{\"kind\":"
                        + "\"Deployment\",\"patch\":{\"mutatedRef\":[[\"displayName\"]]}}]}}]}");

        assertThat(evaluate(drawn)).as(out.toString() + err).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "write: Deployment same: spec.template.metadata.labels.app is \"x\", as spec.selector of Service");
        out.getBuffer().setLength(0);
        assertThat(evaluate(design)).as(out.toString() + err).isZero();
        assertThat(evaluate(design, "--registry", rule.toString(), "--json"))
                .as(out.toString() + err)
                .isZero();
        assertThat(out.toString()).contains("edge/non-binding/reference");
        assertThat(evaluate(design, "--registry", directory.resolve("none").toString()))
                .isEqualTo(2);
    }

    private static String component(String id, String kind, String version, String configuration) {
        return "{\"id\":\"" + id + "\",\"displayName\":\"same\",\"component\":{\"kind\":\"" + kind + "\",\"version\":\""
                + version + "\"},\"model\":{\"name\":\"kubernetes\"},\"configuration\":" + configuration + "}";
    }

    @Test
    @DisplayName("[CLI-8] a file that is not there is 2, in JSON too")
    void refusesNothing() throws IOException {
        int code = ServerCommand.run(
                _ -> 0,
                new NoTasks(),
                new PrintWriter(out),
                new PrintWriter(err),
                "design",
                "convert",
                directory.resolve("none.yaml").toString(),
                "--to",
                "oci",
                "--out",
                target().toString(),
                "--json");

        assertThat(code).isEqualTo(2);
        assertThat(json().at("/refusal/code").textValue()).isEqualTo("unreadable");
        assertThat(target()).doesNotExist();
    }

    /** No store is touched. */
    private static final class NoTasks implements StoreTasks {
        @Override
        public int backup(StorePlace store, Path to) {
            throw new IllegalStateException("no store");
        }

        @Override
        public int restore(Path from, StorePlace store, boolean sameHistory) {
            throw new IllegalStateException("no store");
        }

        @Override
        public int verify(StorePlace store) {
            throw new IllegalStateException("no store");
        }
    }
}
