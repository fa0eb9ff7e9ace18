package io.meshplay.models.check;

import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.Severity;
import io.meshplay.models.design.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checks of a design found.
 *
 * @param findings ordered by kind, namespace and name of the component, then by place and check
 * @param ignored how many findings annotations of components rule out
 * @param leftOut how many findings there were beyond the bound
 */
public record CheckReport(List<CheckFinding> findings, int ignored, int leftOut) {
    /** Copies the list. */
    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** {@return how many findings of a severity are told} */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.check().severity() == severity)
                .count();
    }

    /** {@return how many findings come with a fix} */
    public long fixable() {
        return findings.stream().filter(finding -> !finding.fix().isEmpty()).count();
    }

    /** {@return findings and counts as JSON; the fields are in docs/spec/checks.md} */
    public Json.Fields json() {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(
                "findings",
                new Json.Items(findings.stream().map(CheckReport::finding).toList()));
        fields.put("errors", Json.of((double) count(Severity.ERROR)));
        fields.put("warnings", Json.of((double) count(Severity.WARNING)));
        fields.put("infos", Json.of((double) count(Severity.INFO)));
        fields.put("fixable", Json.of((double) fixable()));
        fields.put("ignored", Json.of(ignored));
        fields.put("leftOut", Json.of(leftOut));
        return new Json.Fields(fields);
    }

    private static Json finding(CheckFinding finding) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("check", Json.of(finding.check().id()));
        fields.put("severity", Json.of(finding.check().severity().label()));
        fields.put("category", Json.of(finding.check().category().label()));
        fields.put("component", Json.of(finding.component()));
        fields.put("kind", Json.of(finding.kind()));
        fields.put("namespace", Json.of(finding.namespace()));
        fields.put("name", Json.of(finding.name()));
        fields.put("pointer", Json.of(finding.pointer()));
        fields.put("value", Json.of(finding.value()));
        fields.put("message", Json.of(finding.message()));
        fields.put("fix", fix(finding));
        return new Json.Fields(fields);
    }

    /** {@return the patches of a finding, without what the finding says already} */
    static Json fix(CheckFinding finding) {
        return new Json.Items(finding.fix().stream()
                .<Json>map(patch -> {
                    Map<String, Json> fields = new LinkedHashMap<>(patch.json().values());
                    fields.remove("reason");
                    return new Json.Fields(fields);
                })
                .toList());
    }
}
