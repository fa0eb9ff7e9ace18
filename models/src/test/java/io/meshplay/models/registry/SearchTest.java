package io.meshplay.models.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The search of the palette, against what people mean. */
final class SearchTest {
    private static final int TOP = 3;
    private static final double RIGHT_MIN = 0.97;

    private final Search search = registry(lines("kinds.tsv")).search();

    @Test
    @DisplayName("[SEARCH-1] of 500 recorded queries 97 in 100 have what is meant among the first three")
    void findsWhatIsMeant() {
        List<String> wrong = new ArrayList<>();
        int queries = 0;
        for (String line : lines("queries.txt")) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(": ", 2);
            for (String query : parts[1].split(" \\| ", -1)) {
                queries++;
                List<String> found = names(query.strip());
                if (found.stream().noneMatch(name -> fits(name, parts[0]))) {
                    wrong.add(query + " means " + parts[0] + ", found " + found);
                }
            }
        }

        assertThat(queries).isGreaterThanOrEqualTo(500);
        assertThat(wrong).hasSizeLessThanOrEqualTo((int) (queries * (1 - RIGHT_MIN)));
    }

    @Test
    @DisplayName("[SEARCH-2] the kinds that every cluster has go first, whichever other model has the word")
    void putsCoreKindsFirst() {
        assertThat(names("service").getFirst()).isEqualTo("kubernetes/Service");
        assertThat(names("deploy").getFirst()).isEqualTo("kubernetes/Deployment");
        assertThat(names("ingress").getFirst()).isEqualTo("kubernetes/Ingress");
        assertThat(names("role").getFirst()).isEqualTo("kubernetes/Role");
    }

    @Test
    @DisplayName("[SEARCH-3] several words must all fit: kind, model and category together")
    void joinsWords() {
        assertThat(names("istio gateway")).allMatch(name -> name.startsWith("istio"));
        assertThat(names("consul tcp")).isNotEmpty().allMatch(name -> name.startsWith("consul/"));
        assertThat(names("security policy")).contains("aws-iam-controller/Policy");
        assertThat(names("zebra gateway")).isEmpty();
    }

    @Test
    @DisplayName("[SEARCH-4] nothing, nonsense and long texts find little and end")
    void survivesNonsense() {
        assertThat(search.find("", TOP)).isEmpty();
        assertThat(search.find(" -- ", TOP)).isEmpty();
        assertThat(search.find("pod", 0)).isEmpty();
        assertThat(search.find("qqqqqqqq", TOP)).isEmpty();
        assertThat(search.find("x".repeat(1_000_000), TOP)).isEmpty();
        assertThat(search.find("a b c d e f g ".repeat(10_000), TOP)).hasSizeLessThanOrEqualTo(TOP);
    }

    private static boolean fits(String name, String meant) {
        return name.equals(meant) || (meant.endsWith("/*") && name.startsWith(meant.substring(0, meant.length() - 1)));
    }

    private List<String> names(String query) {
        return search.find(query, TOP).stream()
                .map(one -> one.model().name() + "/" + one.kind())
                .toList();
    }

    /** A registry of the kinds of a table: model, category, API version, kind, display name, whether it is a picture. */
    private static Registry registry(List<String> rows) {
        Map<ModelDefinition.Key, ModelDefinition> models = new LinkedHashMap<>();
        List<ComponentDefinition> components = new ArrayList<>();
        Digest some = Digest.of(new byte[0]);
        for (String row : rows) {
            String[] cells = row.split("\t", -1);
            var key = new ModelDefinition.Key(cells[0], "1");
            models.computeIfAbsent(
                    key,
                    _ -> new ModelDefinition(
                            cells[0], "1", cells[0], "", cells[1], "", "", "", false, "", "", "", null));
            components.add(new ComponentDefinition(
                    key,
                    cells[2],
                    cells[3],
                    cells[4],
                    "",
                    Scope.UNKNOWN,
                    cells[5].equals("1"),
                    false,
                    "",
                    "",
                    "",
                    "",
                    "",
                    row,
                    some,
                    null,
                    some));
        }
        return new Registry(
                new RegistryContent(List.copyOf(models.values()), components, List.of()), List.of(), () -> {});
    }

    private static List<String> lines(String resource) {
        try (InputStream in = SearchTest.class.getResourceAsStream("/search/" + resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
