package io.meshplay.models.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.check.CheckFixtures.Case;
import io.meshplay.models.check.rule.Check;
import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.Patches;
import io.meshplay.models.check.rule.Severity;
import io.meshplay.models.design.Design;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PracticesTest {
    static List<Case> bad() {
        return CheckFixtures.bad();
    }

    static List<Case> good() {
        return CheckFixtures.good();
    }

    private static List<CheckFinding> findings(Design design, String check) {
        return CheckFixtures.check(design).findings().stream()
                .filter(finding -> finding.check().id().equals(check))
                .toList();
    }

    private static Set<String> others(Design design, String check) {
        return CheckFixtures.check(design).findings().stream()
                .map(finding -> finding.check().id())
                .filter(id -> !id.equals(check))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("[CHECK-2] each check has designs in which it finds something, and designs in which it does not")
    void everyCheckHasFixtures() {
        List<String> ids =
                DesignChecker.checks().stream().map(Check::id).sorted().toList();

        assertThat(CheckFixtures.all().keySet()).containsExactlyElementsOf(ids);
        assertThat(CheckFixtures.all()).allSatisfy((id, cases) -> {
            assertThat(cases.items("bad")).as(id).isNotEmpty();
            assertThat(cases.items("good")).as(id).isNotEmpty();
        });
    }

    @Test
    @DisplayName("[CHECK-2] nothing is found in a design that does everything right")
    void theBaseIsClean() {
        assertThat(CheckFixtures.check(CheckFixtures.base()).findings())
                .extracting(CheckFixtures::place, CheckFinding::message)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName(
            "[CHECK-2] a check finds what is bad, exactly where it is, and no other check says more than it has to")
    void bad(Case bad) {
        assertThat(findings(bad.design(), bad.check()))
                .extracting(CheckFixtures::place)
                .containsExactlyInAnyOrderElementsOf(bad.places());
        assertThat(others(bad.design(), bad.check())).containsExactlyElementsOf(bad.also());
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("[CHECK-2] a check does not find what is good, although it is close")
    void good(Case good) {
        assertThat(findings(good.design(), good.check()))
                .extracting(CheckFixtures::place)
                .isEmpty();
        assertThat(others(good.design(), good.check())).containsExactlyElementsOf(good.also());
    }

    @ParameterizedTest
    @MethodSource("bad")
    @DisplayName("[CHECK-5] a fix settles its finding, and brings no error")
    void fixesSettle(Case bad) {
        List<CheckFinding> before = findings(bad.design(), bad.check());
        List<String> errors = errors(bad.design());

        for (CheckFinding finding : before) {
            assertThat(finding.fix().isEmpty() || finding.check().fixes()).isTrue();
            if (!finding.fix().isEmpty()) {
                Design fixed = Patches.applied(bad.design(), finding.fix());
                assertThat(findings(fixed, bad.check())).as(finding.toString()).hasSize(before.size() - 1);
                assertThat(errors).containsAll(errors(fixed));
            }
        }
    }

    private static List<String> errors(Design design) {
        return CheckFixtures.check(design).findings().stream()
                .map(CheckFinding::check)
                .filter(check -> check.severity() == Severity.ERROR)
                .map(Check::id)
                .toList();
    }

    @Test
    @DisplayName("[CHECK-5] of each check that says so a fix is tested; there are twenty and more")
    void everyFixIsTested() {
        Set<String> fixed = new TreeSet<>();
        for (Case bad : bad()) {
            findings(bad.design(), bad.check()).stream()
                    .filter(finding -> !finding.fix().isEmpty())
                    .forEach(finding -> fixed.add(finding.check().id()));
        }

        assertThat(fixed)
                .hasSizeGreaterThanOrEqualTo(20)
                .containsExactlyElementsOf(DesignChecker.checks().stream()
                        .filter(Check::fixes)
                        .map(Check::id)
                        .sorted()
                        .toList());
    }

    @Test
    @DisplayName("[CHECK-1] checks have an id of their own, a title and an explanation that says what to do")
    void checksExplainThemselves() {
        assertThat(DesignChecker.checks())
                .hasSizeGreaterThanOrEqualTo(40)
                .allSatisfy(check -> {
                    assertThat(check.id()).matches("[a-z]+(-[a-z0-9]+)+");
                    assertThat(check.title()).matches("[A-Z].*[^.]");
                    assertThat(check.explanation()).endsWith(".").contains(" ");
                })
                .extracting(Check::id)
                .doesNotHaveDuplicates();
    }
}
