package io.meshplay.models.check;

import io.meshplay.models.check.rule.Check;
import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.Severity;
import io.meshplay.models.design.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Findings in SARIF 2.1.0, the form that code scanning reads. A finding stands in the file as a whole, and at a logical
 * location: the component and the JSON pointer. Its fix is in {@code properties}, for a SARIF fix replaces bytes.
 */
public final class Sarif {
    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    private Sarif() {}

    /**
     * {@return a log with one run}
     *
     * @param file the file that was checked, as it was named
     * @param version the version of this program
     */
    public static Json.Fields of(CheckReport report, String file, String version) {
        List<Check> checks = DesignChecker.checks();
        Map<String, Integer> indices = new HashMap<>();
        List<Json> rules = new ArrayList<>();
        for (Check check : checks) {
            indices.put(check.id(), rules.size());
            rules.add(rule(check));
        }
        Map<String, Json> driver = new LinkedHashMap<>();
        driver.put("name", Json.of("Meshplay"));
        driver.put("semanticVersion", Json.of(version));
        driver.put("rules", new Json.Items(rules));
        String uri = uri(file);
        List<Json> results = report.findings().stream()
                .map(finding ->
                        result(finding, indices.getOrDefault(finding.check().id(), -1), uri))
                .toList();
        Map<String, Json> run = new LinkedHashMap<>();
        run.put("tool", map("driver", new Json.Fields(driver)));
        run.put("columnKind", Json.of("utf16CodeUnits"));
        run.put("artifacts", new Json.Items(List.of(map("location", map("uri", Json.of(uri))))));
        run.put("results", new Json.Items(results));
        run.put(
                "properties",
                new Json.Fields(Map.of("ignored", Json.of(report.ignored()), "leftOut", Json.of(report.leftOut()))));
        Map<String, Json> log = new LinkedHashMap<>();
        log.put("$schema", Json.of(SCHEMA));
        log.put("version", Json.of("2.1.0"));
        log.put("runs", new Json.Items(List.of(new Json.Fields(run))));
        return new Json.Fields(log);
    }

    private static Json rule(Check check) {
        Map<String, Json> rule = new LinkedHashMap<>();
        rule.put("id", Json.of(check.id()));
        rule.put("shortDescription", text(check.title() + "."));
        rule.put("fullDescription", text(check.explanation()));
        rule.put("help", text(check.explanation()));
        rule.put("defaultConfiguration", map("level", Json.of(level(check.severity()))));
        rule.put(
                "properties",
                new Json.Fields(Map.of(
                        "tags",
                        new Json.Items(List.of(Json.of(check.category().label()))),
                        "fixes",
                        Json.of(check.fixes()))));
        return new Json.Fields(rule);
    }

    private static Json result(CheckFinding finding, int index, String uri) {
        String object = finding.kind() + "/" + (finding.namespace().isEmpty() ? "" : finding.namespace() + "/")
                + finding.name();
        Map<String, Json> logical = new LinkedHashMap<>();
        logical.put("name", Json.of(finding.name()));
        logical.put("fullyQualifiedName", Json.of(object + "#" + finding.pointer()));
        logical.put("kind", Json.of("object"));
        Map<String, Json> location = new LinkedHashMap<>();
        Json artifact = new Json.Fields(Map.of("uri", Json.of(uri), "index", Json.of(0)));
        location.put("physicalLocation", map("artifactLocation", artifact));
        location.put("logicalLocations", new Json.Items(List.of(new Json.Fields(logical))));
        Map<String, Json> properties = new LinkedHashMap<>();
        properties.put("component", Json.of(finding.component()));
        properties.put("pointer", Json.of(finding.pointer()));
        properties.put("value", Json.of(finding.value()));
        properties.put("fix", CheckReport.fix(finding));
        Map<String, Json> result = new LinkedHashMap<>();
        result.put("ruleId", Json.of(finding.check().id()));
        result.put("ruleIndex", Json.of(index));
        result.put("level", Json.of(level(finding.check().severity())));
        result.put("message", text(finding.message()));
        result.put("locations", new Json.Items(List.of(new Json.Fields(location))));
        result.put("properties", new Json.Fields(properties));
        return new Json.Fields(result);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static Json.Fields map(String key, Json value) {
        return new Json.Fields(Map.of(key, value));
    }

    private static Json text(String text) {
        return map("text", Json.of(text));
    }

    /** A name of a file as a relative or absolute reference, with what is no character of it escaped. */
    private static String uri(String file) {
        String path = file.replace('\\', '/');
        // What stands before a colon would be a scheme.
        String slashed = path.matches("[^/]*:.*") ? "./" + path : path;
        try {
            URI uri = slashed.startsWith("/") ? new URI("file", "", slashed, null) : new URI(null, null, slashed, null);
            return uri.toASCIIString();
        } catch (URISyntaxException e) {
            return "design"; // No name of a file that could be opened.
        }
    }
}
