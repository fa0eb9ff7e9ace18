package io.meshplay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The documents against the code: what they name exists, and rules and tests carry the same numbers. */
final class DocumentsTest {
    /** A name in two or more humps between back quotes: a type, unless it stands in the list below. */
    private static final Pattern TYPE_NAME = Pattern.compile("`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+)`");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    /** A rule stands at the start of a list item, in bold, or of a table row. */
    private static final Pattern RULE =
            Pattern.compile("(?m)^(?:- \\*\\*\\[?|\\| )([A-Z][A-Z0-9]*-[0-9]+)(?:\\]?\\*\\*| \\|)");

    private static final Pattern RULE_IN_TEST = Pattern.compile("\\[([A-Z][A-Z0-9]*-[0-9]+)\\]");

    /** Names that documents use and no source of ours does, with the reason. */
    private static final Map<String, String> FOREIGN = Map.of();

    @Test
    void everyTypeThatADocumentNamesExists() {
        Set<String> words = new HashSet<>();
        for (Path file : Repository.files(".java", ".ts", ".tsx", ".rs", ".js", ".mjs", ".xml")) {
            words.addAll(List.of(Repository.read(file).split("[^A-Za-z0-9_]+")));
        }
        List<String> unknown = new ArrayList<>();
        for (Path file : documents()) {
            for (String name : matches(TYPE_NAME, Repository.read(file))) {
                if (!words.contains(name) && !FOREIGN.containsKey(name)) {
                    unknown.add(file + ": " + name);
                }
            }
        }
        assertThat(unknown).as("names in documents that no source knows").isEmpty();
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path file : documents()) {
            for (String link : matches(LINK, Repository.read(file))) {
                String target = link.replaceFirst("#.*", "");
                boolean relative = !target.isEmpty() && !target.matches("[a-z]+:.*");
                if (relative && !Files.exists(Repository.ROOT.resolve(file).resolveSibling(target))) {
                    broken.add(file + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyRuleHasATestAndEveryTestNamesARule() {
        Map<String, Path> rules = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : documents()) {
            if (Repository.slashed(file).startsWith("docs/spec/")) {
                for (String rule : matches(RULE, Repository.read(file))) {
                    if (rules.put(rule, file) != null) {
                        twice.add(rule);
                    }
                }
            }
        }
        Set<String> tested = new TreeSet<>();
        for (Path file : Repository.files(".java", ".ts", ".tsx", ".rs", ".js", ".mjs")) {
            if (Repository.isTest(file)) {
                tested.addAll(matches(RULE_IN_TEST, Repository.read(file)));
            }
        }

        Set<String> untested = new TreeSet<>(rules.keySet());
        untested.removeAll(tested);
        tested.removeAll(rules.keySet());
        assertThat(twice).as("rules that two places number alike").isEmpty();
        assertThat(untested).as("rules without a test").isEmpty();
        assertThat(tested)
                .as("tests that name a rule which no docs/spec/*.md has")
                .isEmpty();
    }

    private static List<Path> documents() {
        return Repository.files(".md");
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
