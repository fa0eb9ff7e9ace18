package io.meshplay.collab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String SERVICE = """
        apiVersion: v1
        kind: Service
        metadata:
          name: s
        spec:
          type: NodePort
          ports: [{port: 80}]
          externalIPs: [192.0.2.1]
        """;
    private static final String CLEAN = """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: c
        data:
          a: b
        """;

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String text, String... more) throws IOException {
        Path in = Files.writeString(directory.resolve("in.yaml"), text);
        String[] all = Stream.concat(Stream.of("check", in.toString()), Stream.of(more))
                .toArray(String[]::new);
        out.getBuffer().setLength(0);
        return new CommandLine(new DesignCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    @DisplayName(
            "[CLI-11] a design without a finding is 0, one with findings is 1 and tells each with its place and check")
    void tells() throws IOException {
        assertThat(check(CLEAN)).as(out.toString() + err).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("0 errors, 0 warnings, 0 infos; 0 with a fix, 0 ignored.");

        assertThat(check(SERVICE)).as(err.toString()).isEqualTo(1);
        assertThat(out.toString())
                .contains("info: Service s /spec/type: Service \"s\" opens a port on every node. [service-node-port,"
                        + " fixable]")
                .contains("warning: Service s /spec/externalIPs: ")
                .contains("0 errors, 1 warnings, 1 infos; 2 with a fix, 0 ignored.");
    }

    @Test
    @DisplayName("[CLI-11] as JSON it is one object, with each finding, its fix and the counts")
    void tellsJson() throws IOException {
        assertThat(check(SERVICE, "--json")).isEqualTo(1);

        assertThat(json().at("/format").textValue()).isEqualTo("kubernetes");
        assertThat(json().at("/partial").booleanValue()).isFalse();
        assertThat(json().at("/warnings").intValue()).isEqualTo(1);
        assertThat(json().at("/findings/0/check").textValue()).isEqualTo("service-external-ips");
        assertThat(json().at("/findings/0/value").textValue()).isEqualTo("[\"192.0.2.1\"]");
        assertThat(json().at("/findings/0/fix/0/op").textValue()).isEqualTo("patchComponent");
        assertThat(json().at("/findings/0/fix/0/path").textValue()).isEqualTo("/spec/externalIPs");
    }

    @Test
    @DisplayName("[CLI-11] checks are selected by --only, --skip and --severity")
    void selects() throws IOException {
        assertThat(check(SERVICE, "--severity", "error")).isZero();
        assertThat(check(SERVICE, "--skip", "service-node-port,security")).isZero();
        assertThat(check(SERVICE, "--only", "network", "--only", "reference-claim", "--json"))
                .isEqualTo(1);
        assertThat(json().at("/findings")).hasSize(1);
    }

    @Test
    @DisplayName("[CLI-11] the findings are written as SARIF too")
    void writesSarif() throws IOException {
        Path sarif = directory.resolve("out.sarif");

        assertThat(check(SERVICE, "--sarif", sarif.toString())).isEqualTo(1);

        JsonNode log = new ObjectMapper().readTree(sarif.toFile());
        assertThat(log.at("/version").textValue()).isEqualTo("2.1.0");
        assertThat(log.at("/runs/0/results")).hasSize(2);
        assertThat(check(SERVICE, "--sarif", directory.resolve("none/out").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--sarif cannot be written");
    }

    @Test
    @DisplayName("[CLI-11] kinds and schemas are those of the built-in registry")
    void knowsSchemas() throws IOException {
        String typed = CLEAN.replace("  a: b\n", "  a: 1\n") + "imutable: true\n---\napiVersion: v1\nkind: Servise\n"
                + "metadata:\n  name: x\n";

        assertThat(check(typed, "--json")).as(err.toString()).isEqualTo(1);
        assertThat(json().at("/findings").findValuesAsText("check"))
                .containsExactlyInAnyOrder("schema-value", "schema-unknown-field", "design-kind-unknown");
        assertThat(check(typed, "--registry", directory.resolve("nowhere").toString()))
                .isEqualTo(2);
    }

    @Test
    @DisplayName(
            "[CLI-11] what cannot be used is 2, a document that was not taken is 1, a wrong argument is 2 and named")
    void refuses() throws IOException {
        assertThat(check("<<<<<<< HEAD\na: 1\n", "--json")).isEqualTo(2);
        assertThat(json().at("/refusal/code").textValue()).isEqualTo("conflictMarkers");
        assertThat(check(CLEAN + "---\na: [1\nb: 2\n")).isEqualTo(1);
        assertThat(check(CLEAN, "--only", "no-such")).isEqualTo(2);
        assertThat(err.toString()).contains("--only names no-such, which is neither a check nor one of");
        assertThat(check(CLEAN, "--severity", "fatal")).isEqualTo(2);
        assertThat(err.toString()).contains("--severity is fatal, must be error, warning or info");
    }
}
