package io.meshplay.load.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One run of a scenario of {@code load-tests/clients} in Node. Each line of its output is a JSON object: a check that
 * held or failed, or a question that this side answers ({@code {"ask":"restart"}}), as only it can restart the server.
 */
public final class Scenario {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final ObjectNode options;
    private final Map<String, Consumer<JsonNode>> answers = new HashMap<>();
    private Consumer<JsonNode> listener = _ -> {};

    private Scenario(String name) {
        this.name = name;
        this.options = JSON.createObjectNode();
    }

    /** The scenario of that file, or {@code file.function}, against a server. */
    public static Scenario of(String name, ServerProcess server) {
        return of(name, server.base());
    }

    /** As above, against what answers there. */
    public static Scenario of(String name, String base) {
        var scenario = new Scenario(name);
        scenario.options.put("base", base);
        return scenario;
    }

    /** What a scenario came to, out of its report: the line {@code {"result":…}}. */
    public static JsonNode result(List<JsonNode> report) {
        return report.stream()
                .filter(line -> line.has("result"))
                .findFirst()
                .orElseThrow()
                .get("result");
    }

    /** Adds an option that the scenario reads. */
    public Scenario with(String option, Object value) {
        options.set(option, JSON.valueToTree(value));
        return this;
    }

    /** Says what to do when the scenario asks. */
    public Scenario answering(String question, Consumer<JsonNode> action) {
        answers.put(question, action);
        return this;
    }

    /** Hears each line as it comes. */
    public Scenario reportingTo(Consumer<JsonNode> hears) {
        listener = hears;
        return this;
    }

    /**
     * Runs to the end.
     *
     * @return the lines of its report
     * @throws AssertionError when a check failed
     */
    public List<JsonNode> run() {
        var clients = StockClients.installed();
        try {
            var node = new ProcessBuilder("node", "run.js", name, JSON.writeValueAsString(options))
                    .directory(clients.toFile())
                    .start();
            try {
                return converse(node);
            } finally {
                node.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<JsonNode> converse(Process node) throws IOException {
        var errors = Output.of("node-errors", node.getErrorStream());
        var report = new ArrayList<JsonNode>();
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
                var in = new BufferedWriter(new OutputStreamWriter(node.getOutputStream(), StandardCharsets.UTF_8))) {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var said = parse(line);
                report.add(said);
                listener.accept(said);
                if (said.has("ask")) {
                    answer(said);
                    in.write("{}\n");
                    in.flush();
                }
            }
            node.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        if (node.isAlive() || node.exitValue() != 0) {
            throw new AssertionError(
                    "scenario " + name + " " + options + " failed:\n" + text(report) + "\n" + errors.text());
        }
        return report;
    }

    private void answer(JsonNode question) {
        var action = answers.get(question.get("ask").asText());
        if (action == null) {
            throw new IllegalStateException("nobody answers " + question);
        }
        action.accept(question);
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("said", line);
        }
    }

    private static String text(List<JsonNode> report) {
        return String.join("\n", report.stream().map(JsonNode::toString).toList());
    }
}
