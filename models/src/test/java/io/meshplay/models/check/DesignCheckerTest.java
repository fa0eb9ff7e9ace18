package io.meshplay.models.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.CheckLimits;
import io.meshplay.models.check.rule.Knowledge;
import io.meshplay.models.check.rule.Patches;
import io.meshplay.models.check.rule.Severity;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.policy.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesignCheckerTest {
    private static final String CONTAINER = "/spec/template/spec/containers/0/";
    private static final Design ROOT_AND_LATEST = changed(
            "Deployment web",
            List.of(CONTAINER + "securityContext/privileged", CONTAINER + "image", CONTAINER + "livenessProbe"),
            List.of(Json.of(true), Json.of("web:latest"), Json.NIL));

    private static Design changed(String title, List<String> pointers, List<Json> values) {
        Design base = CheckFixtures.base();
        Component component = CheckFixtures.component(base, title);
        List<Action.PatchComponent> patches = new ArrayList<>();
        for (int i = 0; i < pointers.size(); i++) {
            patches.add(CheckFixtures.patch(component, pointers.get(i), values.get(i)));
        }
        return Patches.applied(base, patches);
    }

    private static List<String> found(Design design, CheckSelection selection) {
        return CheckFixtures.CHECKER.check(design, selection).findings().stream()
                .map(finding -> finding.check().id())
                .toList();
    }

    @Test
    @DisplayName("[CHECK-3] a finding names its component, the place, the value there and what is wrong")
    void tellsWhatItFound() {
        CheckFinding finding = CheckFixtures.check(ROOT_AND_LATEST).findings().stream()
                .filter(one -> one.check().id().equals("container-privileged"))
                .findFirst()
                .orElseThrow();

        Component web = CheckFixtures.component(ROOT_AND_LATEST, "Deployment web");
        assertThat(finding.component()).isEqualTo(web.id());
        assertThat(finding.kind() + " " + finding.namespace() + " " + finding.name())
                .isEqualTo("Deployment shop web");
        assertThat(finding.pointer()).isEqualTo(CONTAINER + "securityContext/privileged");
        assertThat(finding.value()).isEqualTo("true");
        assertThat(finding.message()).isEqualTo("Container \"web\" is privileged.");
        assertThat(finding.fix()).singleElement().satisfies(patch -> {
            assertThat(patch.path()).isEqualTo(finding.pointer());
            assertThat(patch.value()).isEqualTo(Json.of(false));
            assertThat(patch.reason().rule()).isEqualTo("container-privileged");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', INFO, container-image-latest container-liveness-probe container-privileged",
        "'', '', WARNING, container-image-latest container-privileged",
        "'', '', ERROR, container-privileged",
        "security, '', INFO, container-privileged",
        "reliability container-privileged, container-image-latest, INFO, container-liveness-probe container-privileged",
        "'', security reliability, INFO, ''"
    })
    @DisplayName("[CHECK-4] checks are selected by id, category and least severity")
    void selects(String only, String skip, Severity least, String expected) {
        var selection = new CheckSelection(words(only), words(skip), least);

        assertThat(found(ROOT_AND_LATEST, selection)).containsExactlyInAnyOrderElementsOf(words(expected));
    }

    private static Set<String> words(String words) {
        return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
    }

    @Test
    @DisplayName("[CHECK-4] a name that is neither a check nor a category is refused, by name")
    void refusesUnknownNames() {
        assertThatThrownBy(() -> new CheckSelection(Set.of("no-such"), Set.of(), Severity.INFO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "only names no-such, which is neither a check nor one of security, reliability");
    }

    @Test
    @DisplayName("[CHECK-6] the annotation of a component rules its findings out, and how many is told")
    void ignores() {
        Design ignoring = changed(
                "Deployment web",
                List.of(
                        CONTAINER + "securityContext/privileged",
                        CONTAINER + "image",
                        "/metadata/annotations/meshplay.io~1ignore-check"),
                List.of(Json.of(true), Json.of("web:latest"), Json.of(" container-privileged ,pod-host-path")));

        CheckReport report = CheckFixtures.check(ignoring);

        assertThat(report.findings())
                .extracting(finding -> finding.check().id())
                .containsExactly("container-image-latest");
        assertThat(report.ignored()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "[CHECK-7] CheckLimits.findingsMax findings are told, of one more its number; what is told is the worst")
    void boundsFindings() {
        var three = new DesignChecker(CheckFixtures.KNOWLEDGE, new CheckLimits(3, 200, 400));
        var two = new DesignChecker(CheckFixtures.KNOWLEDGE, new CheckLimits(2, 200, 400));

        assertThat(three.check(ROOT_AND_LATEST, CheckSelection.ALL).leftOut()).isZero();
        CheckReport bounded = two.check(ROOT_AND_LATEST, CheckSelection.ALL);
        assertThat(bounded.leftOut()).isEqualTo(1);
        assertThat(bounded.findings())
                .extracting(finding -> finding.check().id())
                .containsExactlyInAnyOrder("container-privileged", "container-image-latest");
        assertThat(bounded.json().find("leftOut")).isEqualTo(Json.of(1));
    }

    @Test
    @DisplayName("[CHECK-7] values of CheckLimits.valueCharsMax and messages of CheckLimits.messageCharsMax are whole,"
            + " longer ones cut")
    void boundsTexts() {
        CheckFinding whole = latest(new CheckLimits(10, 12, 49));
        CheckFinding cut = latest(new CheckLimits(10, 11, 48));

        assertThat(whole.value()).isEqualTo("\"web:latest\"");
        assertThat(cut.value()).isEqualTo("\"web:latest...");
        assertThat(whole.message())
                .isEqualTo("Container \"web\" runs \"web:latest\", whichever that is.".substring(0, 49) + "...");
        assertThat(cut.message()).hasSize(48 + 3);
        assertThat(latest(new CheckLimits(10, 12, 53)).message()).endsWith("that is.");
        assertThatThrownBy(() -> new CheckLimits(0, 1, 1)).hasMessage("check.findingsMax is 0, must be >= 1");
    }

    private static CheckFinding latest(CheckLimits limits) {
        return new DesignChecker(Knowledge.COMMON, limits)
                .check(ROOT_AND_LATEST, new CheckSelection(Set.of("container-image-latest"), Set.of(), Severity.INFO))
                .findings()
                .getFirst();
    }

    @Test
    @DisplayName(
            "[CHECK-8] the same design has the same findings in the same order, however its components are ordered")
    void isDeterministic() {
        String expected = JsonWriter.text(CheckFixtures.check(ROOT_AND_LATEST).json());
        List<Component> components = new ArrayList<>(ROOT_AND_LATEST.components());
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(components, new Random(seed));
            var shuffled = new Design(ROOT_AND_LATEST.name(), components, List.of());

            assertThat(JsonWriter.text(CheckFixtures.check(shuffled).json())).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName(
            "[CHECK-9] a kind of the same name in another API is not taken for one of Kubernetes, nor is a remark on"
                    + " the canvas")
    void looksAtKubernetesOnly() {
        Design design = CheckFixtures.imported("""
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: s}
            spec: {type: NodePort, externalIPs: [192.0.2.1], template: {spec: {containers: [{image: a:latest}]}}}
            """);

        assertThat(found(design, CheckSelection.ALL)).containsExactly("design-kind-unknown");
        assertThat(new DesignChecker(Knowledge.COMMON, CheckLimits.DEFAULTS)
                        .check(design, CheckSelection.ALL)
                        .findings())
                .isEmpty();
    }

    @Test
    @DisplayName("[CHECK-10] what is secret is in no finding: not of the environment, nor of a ConfigMap or Secret")
    void tellsNoSecret() {
        Design design = CheckFixtures.imported("""
            apiVersion: v1
            kind: Secret
            metadata: {name: s}
            data: {password: hunter2!}
            stringData: {more: hunter2!}
            unknown: hunter2!
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: c}
            data: {password: hunter2!}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: d}
            spec:
              template:
                spec:
                  containers:
                    - name: d
                      env: [{name: PASSWORD, value: hunter2!}, {name: PASSWORD, value: hunter2!}, {name: TOKEN, value: 424242}]
                      livenessProbe: &probe {exec: {command: [login, hunter2!]}}
                      readinessProbe: *probe
            """);
        String told = JsonWriter.text(CheckFixtures.check(design).json());

        assertThat(told)
                .contains("secret-not-base64", "config-map-secret", "container-secret-in-env", "(secret)")
                .contains("container-probes-alike", "container-env-duplicate", "container-env-not-text")
                .doesNotContain("hunter2", "424242");
    }
}
