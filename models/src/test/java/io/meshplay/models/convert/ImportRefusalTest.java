package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.design.Json;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImportRefusalTest {
    private static final ImportLimits SMALL = new ImportLimits(500, 400, 4, 3, 40, 3, 2, 1, 2);
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";

    @ParameterizedTest(name = "{0}")
    @DisplayName("[DESIGN-22] what cannot be read is refused for what it is, with line and column")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                                 | EMPTY         | 0 | 0
                    ` \\n\\t\\n`                         | EMPTY         | 0 | 0
                    `# only a comment\\n`              | EMPTY         | 0 | 0
                    `a: 1\\nb: [1, 2\\nc: 3\\n`          | SYNTAX        | 3 | 2
                    `a: 1\\n\\tb: 2\\n`                  | SYNTAX        | 2 | 1
                    `<<<<<<< ours\\na: 1\\n`            | CONFLICT_MARKERS | 1 | 1
                    `a: 1\\n>>>>>>> theirs\\n`           | CONFLICT_MARKERS | 2 | 1
                    `{"a": [1, }`                      | SYNTAX        | 1 | 11
                    `a: 1\\nb: 2\\na: 3\\n`              | DUPLICATE_KEY | 3 | 4
                    `{"a": 1, "a": 2}`                 | DUPLICATE_KEY | 1 | 15
                    `a: !!java.net.URL [x]\\n`         | UNSUPPORTED   | 1 | 4
                    `? [a, b]\\n: 1\\n`                 | UNSUPPORTED   | 1 | 3
                    `a: *none\\n`                      | SYNTAX        | 1 | 4
                    `- a\\n- b\\n`                      | NOT_A_DESIGN  | 1 | 1
                    `[1]`                              | NOT_A_DESIGN  | 1 | 1
                    `hello`                            | NOT_A_DESIGN  | 1 | 1
                    `name: x\\n`                       | NOT_A_DESIGN  | 1 | 1
                    `services: {web: {colour: red}}`    | NOT_A_DESIGN  | 0 | 0
                    `services: {}`                     | NO_COMPONENT  | 0 | 0
                    `components: []`                   | NO_COMPONENT  | 0 | 0
                    `{apiVersion: v1, kind: List, items: []}` | NO_COMPONENT | 0 | 0
                    """)
    void refusesFiles(String file, Kind kind, int line, int column) {
        String text = file == null ? "" : file.replace("\\n", "\n").replace("\\t", "\t");

        ImportRefusal refusal = Files.refused(text);

        assertThat(refusal.kind()).as(refusal.toString()).isEqualTo(kind);
        assertThat(refusal.line()).as(refusal.toString()).isEqualTo(line);
        assertThat(refusal.column()).as(refusal.toString()).isEqualTo(column);
        assertThat(refusal.message()).endsWith(".");
        assertThat(refusal.code()).matches("[a-zA-Z]+");
    }

    @Test
    @DisplayName("[DESIGN-22] a file that is called JSON is held to JSON; another may be YAML that starts with a brace")
    void refusesJsonThatIsNone() {
        byte[] file = "{apiVersion: v1, kind: Pod, metadata: {name: p},}".getBytes(UTF_8);

        assertThat(Files.refused(Files.read(file, "pod.json")))
                .extracting(ImportRefusal::kind, ImportRefusal::line, ImportRefusal::column)
                .containsExactly(Kind.SYNTAX, 1, 2);
        assertThat(Files.imported(Files.read(file, "pod.yml")).design().components())
                .hasSize(1);
    }

    @Test
    @DisplayName("[FORMAT-3] conflict markers in JSON are refused as such, whatever the file is called")
    void refusesConflictsInJson() {
        byte[] file = "{\n<<<<<<< ours\n\"a\": 1\n=======\n\"a\": 2\n>>>>>>> theirs\n}\n".getBytes(UTF_8);

        for (String name : new String[] {"design.json", "design.yml", ""}) {
            assertThat(Files.refused(Files.read(file, name)))
                    .as(name)
                    .extracting(ImportRefusal::kind, ImportRefusal::line, ImportRefusal::column)
                    .containsExactly(Kind.CONFLICT_MARKERS, 2, 1);
        }
    }

    @Test
    @DisplayName("[DESIGN-22] bytes that are no UTF-8 text are refused where they stand")
    void refusesBytes() {
        assertThat(Files.refused("a: 1\nb: x\0y\n"))
                .extracting(ImportRefusal::kind, ImportRefusal::line, ImportRefusal::column)
                .containsExactly(Kind.NOT_TEXT, 2, 5);
        assertThat(Files.refused(Files.read(new byte[] {'a', ':', ' ', 'x', '\n', (byte) 0xC3, (byte) 0x28}, "")))
                .extracting(ImportRefusal::kind, ImportRefusal::line, ImportRefusal::column)
                .containsExactly(Kind.NOT_TEXT, 2, 1);
        assertThat(Files.refused("a: \u0007\n"))
                .extracting(ImportRefusal::kind, ImportRefusal::line, ImportRefusal::column)
                .containsExactly(Kind.NOT_TEXT, 1, 4);
        assertThat(Files.text("\uFEFF" + POD).design().components()).hasSize(1);
    }

    @Test
    @DisplayName("[DESIGN-23] bombs are refused before they unfold")
    void refusesBombs() {
        var laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (int i = 1; i < 26; i++) {
            laughs.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(Files.refused(laughs.toString()).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(Files.refused("[".repeat(1_000_000)).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(Files.refused("a: " + "[".repeat(1_000_000)).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(Files.refused("{\"a\":".repeat(500_000)).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(Files.refused("a: " + "x".repeat(ImportLimits.DEFAULTS.codePointsMax()))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(Files.refused("- ".repeat(1_000_000)).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName(
            "[DESIGN-23] ImportLimits.depthMax, ImportLimits.aliasesMax, ImportLimits.valuesMax, ImportLimits.documentsMax, "
                    + "ImportLimits.componentsMax, ImportLimits.codePointsMax, ImportLimits.bytesMax and "
                    + "ImportLimits.relationshipsMax each take n and refuse n + 1")
    void holdsEachLimit() {
        // Nesting: the file, metadata, and two more.
        assertThat(small(POD + "a: {b: [{}]}\n")).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "a: {b: [{c: []}]}\n")).isInstanceOf(ImportResult.Refused.class);
        assertThat(small(POD + "a: &x 1\nb: [*x, *x, *x]\n")).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "a: &x 1\nb: [*x, *x, *x, *x]\n")).isInstanceOf(ImportResult.Refused.class);
        // The pod has 9 values, the list one and its key one.
        assertThat(small(POD + "a: [" + "1,".repeat(29) + "]\n")).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "a: [" + "1,".repeat(30) + "]\n")).isInstanceOf(ImportResult.Refused.class);
        assertThat(small(POD + "---\n" + POD)).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "---\n" + POD + "---\n" + POD)).isInstanceOf(ImportResult.Refused.class);
        assertThat(small(POD + "---\n---\n")).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "---\n---\n---\n")).isInstanceOf(ImportResult.Refused.class);
        assertThat(small(POD + "#" + "x".repeat(398 - POD.length()) + "\n")).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "#" + "x".repeat(399 - POD.length()) + "\n")).isInstanceOf(ImportResult.Refused.class);
        assertThat(small(POD + "#" + "é".repeat((498 - POD.length()) / 2) + "\n"))
                .isInstanceOf(ImportResult.Imported.class);
        assertThat(small(POD + "#" + "é".repeat((500 - POD.length()) / 2) + "\n"))
                .isInstanceOf(ImportResult.Refused.class);
        String edges = "services: {a: {type: P, dependsOn: [b%s]}, b: {type: P}}";
        assertThat(small(edges.formatted(""))).isInstanceOf(ImportResult.Imported.class);
        assertThat(small(edges.formatted(", b"))).isInstanceOf(ImportResult.Refused.class);
        assertThatIllegalArgumentException().isThrownBy(() -> new ImportLimits(1, 1, 1, 1, 1, 1, 0, 1, 1));
    }

    @Test
    @DisplayName("[DESIGN-23] a design has at most 2,000 components")
    void limitsComponents() {
        assertThat(Files.text((POD + "---\n").repeat(2_000)).design().components())
                .hasSize(2_000);
        assertThat(Files.refused((POD + "---\n").repeat(2_001)).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName(
            "[DESIGN-27] plain scalars are those of YAML 1.2; a leading zero is octal, and long numbers keep each digit as text")
    void readsScalars() {
        var entries = Files.text(POD + """
                        a: 0644
                        b: 0o17
                        c: 0x1F
                        d: yes
                        e: "1"
                        f: 12345678901234567890
                        g: 1.5e3
                        h: ~
                        i: -9007199254740991
                        j: 2026-01-02
                        k: 089
                        l: .inf
                        """)
                .design()
                .components()
                .getFirst()
                .configuration()
                .entries();

        assertThat(entries.values())
                .containsExactly(
                        Json.of(420),
                        Json.of(15),
                        Json.of(31),
                        Json.of("yes"),
                        Json.of("1"),
                        Json.of("12345678901234567890"),
                        Json.of(1500),
                        Json.NIL,
                        Json.of(-9007199254740991.0),
                        Json.of("2026-01-02"),
                        Json.of(89),
                        Json.of(".inf"));
    }

    @Test
    @DisplayName("[DESIGN-22] a report holds ImportLimits.warningsMax warnings, and says how many more there were")
    void limitsWarnings() {
        var imported = Files.imported(small("services: {a: {type: P}, b: 1, c: 1, d: 1, e: 1}"));

        assertThat(imported.report().warnings()).hasSize(3);
        assertThat(imported.report().warnings().getLast().message()).isEqualTo("2 more warnings.");
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[DESIGN-22] a damaged file is read or refused, never an exception")
    void survivesDamage(long seed) {
        var random = new SplittableRandom(seed);
        for (String name : Files.OWN) {
            for (int i = 0; i < 60; i++) {
                byte[] file = Files.bytes(name);
                for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                    file[random.nextInt(file.length)] = (byte) "{}[]:,-&*!|>'\"%@#\n \t\0a0".charAt(random.nextInt(23));
                }

                ImportResult result = Files.read(file, name);

                assertThat(result).isNotNull();
            }
        }
    }

    private static ImportResult small(String text) {
        return new DesignImporter(new SplittableRandom(1), SMALL, ChildLimits.DEFAULTS).read(text.getBytes(UTF_8), "");
    }
}
