package io.meshplay.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules that a machine can check: budgets, bans, and documents beside the code. CONTRIBUTING.md lists them. */
final class TidyTest {
    private static final int LINES_MAX = 500;
    private static final int TEST_LINES_MAX = 600;
    private static final int WEB_LINES_MAX = 300;
    private static final int STYLE_SHEET_LINES_MAX = 600;
    private static final int BODY_LINES_MAX = 60;
    private static final int METHODS_MAX = 30;
    private static final int PACKAGE_FILES_MAX = 30;
    /** The formatter keeps code to 120 columns where it can break a line; it touches neither comments nor text. */
    private static final int COLUMNS_MAX = 140;

    /** Files, types and packages over their budget, and why; what no longer is must leave this list. */
    private static final Map<String, String> LARGER = Map.of(
            "Room", "the one state machine of a live design: each move reads the state that the others write",
            "Session", "what a room knows of one client, as small accessors that are confined to the loop",
            "RoomServerTest", "the rules of the room over a real socket share one server",
            "io.meshplay.crdt", "one library behind one door: the parts of the gatekeeper know each other",
            "io.meshplay.collab.api", "a resource a file, over one way to read a request and to answer it",
            "io.meshplay.collab.room", "the parts of one room: a split would make their doors public",
            "io.meshplay.collab.designs", "designs, versions and links: a split would make their records public");

    private static final List<JavaSource> JAVA = JavaSource.parse(Repository.files(".java"));
    private static final List<JavaSource> TYPES =
            JAVA.stream().filter(source -> !source.isPackageInfo()).toList();

    /**
     * A pattern that no source may hold.
     *
     * @param pattern looked for in each line of code
     * @param instead what to write in its place
     * @param where the files it is banned from
     * @param except paths that may hold it, with the reason
     */
    private record Ban(String pattern, String instead, Predicate<Path> where, Map<String, String> except) {}

    private static boolean everywhere(Path file) {
        return true;
    }

    private static boolean product(Path file) {
        return !Repository.isTest(file);
    }

    private static final List<Ban> BANS = List.of(
            new Ban(
                    "Thread\\.sleep",
                    "a latch, a timer of Vert.x, or Awaitility around a real socket",
                    TidyTest::everywhere,
                    Map.of()),
            new Ban(
                    "System\\.(out|err)\\b",
                    "a logger, or the PrintWriter that Main hands to the command line",
                    TidyTest::product,
                    Map.of(
                            "collab-server/server/src/main/java/io/meshplay/collab/Main.java",
                            "the only door to stdout")),
            new Ban(
                    "printStackTrace",
                    "a logger",
                    TidyTest::everywhere,
                    Map.of(
                            "collab-server/server/src/main/java/io/meshplay/collab/cli/ServerCommand.java",
                            "a failure that nobody foresaw goes to the terminal as it is")),
            new Ban("toCompletableFuture|CompletableFuture<", "compose the Vert.x Future", TidyTest::product, Map.of()),
            new Ban(
                    "\\bsynchronized\\b",
                    "confinement to one event loop, or a lock with a name",
                    TidyTest::product,
                    Map.of(
                            "collab-server/server/src/main/java/io/meshplay/collab/socket/RefusalDelays.java",
                            "one small table for all loops, asked at a refused handshake only")),
            new Ban("^\\s*@Disabled", "a fixed test, or no test", TidyTest::everywhere, Map.of()),
            new Ban(
                    "^import module ",
                    "single imports: the formatter refuses module imports",
                    TidyTest::everywhere,
                    Map.of()),
            new Ban(
                    "\\bimport (lombok|org\\.mockito|org\\.easymock)\\b",
                    "records, and fakes written by hand",
                    TidyTest::everywhere,
                    Map.of()),
            new Ban(
                    "\\bimport (static )?org\\.junit\\.jupiter\\.api\\.Assertions\\b",
                    "AssertJ",
                    TidyTest::everywhere,
                    Map.of()));

    @Test
    void filesKeepToTheirBudget() {
        List<String> over = new ArrayList<>();
        for (JavaSource source : JAVA) {
            over.addAll(over(source.path(), source.lines(), source.isTest() ? TEST_LINES_MAX : LINES_MAX));
        }
        for (Path file : Repository.files(".ts", ".tsx")) {
            over.addAll(over(file, lines(file), Repository.isTest(file) ? TEST_LINES_MAX : WEB_LINES_MAX));
        }
        for (Path file : Repository.files(".css")) {
            over.addAll(over(file, lines(file), STYLE_SHEET_LINES_MAX));
        }
        for (Path file : Repository.files(".rs", ".js", ".mjs", ".go")) {
            over.addAll(over(file, lines(file), LINES_MAX));
        }
        assertThat(over)
                .as("files over their budget: split them by what they are about")
                .isEmpty();
    }

    @Test
    void mostFilesAndMethodsAreSmall() {
        int[] lines = product().mapToInt(JavaSource::lines).sorted().toArray();
        int[] bodies = product()
                .flatMap(source -> source.methods().stream())
                .mapToInt(JavaSource.Method::bodyLines)
                .sorted()
                .toArray();
        int[] methods = product()
                .flatMap(source -> source.types().stream())
                .mapToInt(JavaSource.Type::methods)
                .sorted()
                .toArray();

        assertThat(part(lines, 50)).as("median lines of a file").isLessThanOrEqualTo(90);
        assertThat(part(lines, 90)).as("p90 lines of a file").isLessThanOrEqualTo(300);
        assertThat(part(bodies, 50)).as("median lines of a method").isLessThanOrEqualTo(5);
        assertThat(part(bodies, 90)).as("p90 lines of a method").isLessThanOrEqualTo(20);
        assertThat(part(methods, 90)).as("p90 methods of a class").isLessThanOrEqualTo(12);
    }

    @Test
    void methodsAndClassesKeepToTheirBudget() {
        List<String> over = new ArrayList<>();
        for (JavaSource source : TYPES) {
            for (JavaSource.Method method : source.methods()) {
                if (method.bodyLines() > BODY_LINES_MAX) {
                    over.add(source.path() + ": " + method.name() + " has " + method.bodyLines() + " lines");
                }
            }
            for (JavaSource.Type type : source.types()) {
                if (type.methods() > METHODS_MAX && !LARGER.containsKey(type.name())) {
                    over.add(source.path() + ": " + type.name() + " has " + type.methods() + " methods");
                }
            }
        }
        assertThat(over).isEmpty();
    }

    @Test
    void packagesKeepToTheirBudget() {
        Map<String, Integer> files = new TreeMap<>();
        product().forEach(source -> files.merge(source.packageName(), 1, Integer::sum));

        files.entrySet().removeIf(one -> one.getValue() <= PACKAGE_FILES_MAX || LARGER.containsKey(one.getKey()));

        assertThat(files).as("packages over their budget").isEmpty();
    }

    @Test
    void linesAreShortAndHoldNothingBanned() {
        List<String> found = new ArrayList<>();
        for (JavaSource source : JAVA) {
            boolean ownList = source.path().endsWith("TidyTest.java");
            int number = 0;
            for (String line : Repository.read(source.path()).lines().toList()) {
                number++;
                String where = source.path() + ":" + number + ": ";
                boolean comment = line.strip().matches("(\\*|//|/\\*\\*).*");
                if (line.codePointCount(0, line.length()) > COLUMNS_MAX && !isText(line)) {
                    found.add(where + "longer than " + COLUMNS_MAX + " columns");
                }
                if (!ownList && !comment) {
                    found.addAll(banned(source.path(), line, where));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void sourcesLeaveNoWorkForLaterAndNameNoMachine() {
        Pattern unfinished =
                Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|/ro" + "ot/|/wo" + "rk/|/home/[a-z]+/");
        List<String> found = new ArrayList<>();
        for (Path file :
                Repository.files(".java", ".ts", ".tsx", ".rs", ".js", ".mjs", ".md", ".xml", ".yaml", "meshplay")) {
            int number = 0;
            for (String line : Repository.read(file).lines().toList()) {
                number++;
                if (unfinished.matcher(line).find()) {
                    found.add(file + ":" + number + ": " + line.strip());
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void buildsDependOnReleasesOnly() {
        assertThat(Repository.files("pom.xml"))
                .allSatisfy(pom -> assertThat(Repository.read(pom)).doesNotContain("-SNAP" + "SHOT"));
        assertThat(Repository.files("package-lock.json"))
                .allSatisfy(lock -> assertThat(Repository.read(lock)).doesNotContain("\"resolved\""));
    }

    @Test
    void namesSayWhatAThingIs() {
        List<String> vague = TYPES.stream()
                .flatMap(source -> source.types().stream())
                .map(JavaSource.Type::name)
                .filter(name -> name.matches(".+(Manager|Helper|Utils?|Impl|Service)"))
                .toList();
        assertThat(vague).as("say what it is about instead").isEmpty();
    }

    @Test
    void noMethodTakesAnOptional() {
        List<String> found = TYPES.stream()
                .flatMap(source -> source.methods().stream())
                .filter(method -> !method.isPrivate()
                        && method.parameterTypes().stream().anyMatch(type -> type.startsWith("Optional")))
                .map(JavaSource.Method::name)
                .toList();
        assertThat(found).as("take @Nullable, or have two methods").isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Set<String> described = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (JavaSource source : JAVA) {
            (source.isPackageInfo() ? described : packages).add(source.packageName());
        }
        packages.removeAll(described);

        assertThat(packages).as("packages without package-info.java").isEmpty();
    }

    @Test
    void everyTopLevelTypeSaysWhatItIs() {
        List<String> silent = TYPES.stream()
                .filter(source -> !simpleName(source.path()).endsWith("Test"))
                .flatMap(source -> source.types().stream()
                        .filter(type -> type.topLevel() && !type.documented())
                        .map(type -> source.path() + ": " + type.name()))
                .toList();
        assertThat(silent).as("types without a sentence of Javadoc").isEmpty();
    }

    @Test
    void everyPublicDoorIsDocumented() {
        List<String> silent = product()
                .flatMap(source -> source.methods().stream()
                        .filter(method -> method.door() && !method.documented())
                        .map(method -> source.path() + ": " + method.name()))
                .toList();
        assertThat(silent).as("public methods without a sentence of Javadoc").isEmpty();
    }

    @Test
    void everyModuleHasAReadme() {
        List<Path> without = Repository.files("pom.xml").stream()
                .map(pom -> Repository.ROOT.resolve(pom).resolveSibling("README.md"))
                .filter(readme -> !Files.isRegularFile(readme))
                .map(Repository.ROOT::relativize)
                .toList();
        assertThat(without).isEmpty();
    }

    @Test
    void everyExceptionIsStillNeeded() {
        Set<String> needed = new TreeSet<>();
        Map<String, Integer> packages = new TreeMap<>();
        for (JavaSource source : TYPES) {
            String name = simpleName(source.path());
            if (source.lines() > (source.isTest() ? TEST_LINES_MAX : LINES_MAX)) {
                needed.add(name);
            }
            source.types().stream()
                    .filter(type -> type.methods() > METHODS_MAX)
                    .forEach(type -> needed.add(type.name()));
            if (packages.merge(source.packageName(), source.isTest() ? 0 : 1, Integer::sum) > PACKAGE_FILES_MAX) {
                needed.add(source.packageName());
            }
        }
        assertThat(LARGER.keySet()).isSubsetOf(needed);
        for (Ban ban : BANS) {
            assertThat(ban.except().keySet())
                    .allSatisfy(path ->
                            assertThat(Repository.read(Path.of(path))).as(path).containsPattern(ban.pattern()));
        }
    }

    private static Stream<JavaSource> product() {
        return TYPES.stream().filter(source -> !source.isTest());
    }

    private static List<String> over(Path file, int lines, int max) {
        boolean excepted = LARGER.containsKey(simpleName(file));
        return lines <= max || excepted ? List.of() : List.of(file + " has " + lines + " lines, at most " + max);
    }

    private static int lines(Path file) {
        return (int) Repository.read(file).lines().count();
    }

    private static String simpleName(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\..*", "");
    }

    /** A line that holds a string or a link cannot always be broken. */
    private static boolean isText(String line) {
        return line.contains("\"") || line.contains("://");
    }

    private static List<String> banned(Path file, String line, String where) {
        return BANS.stream()
                .filter(ban -> ban.where().test(file) && !ban.except().containsKey(Repository.slashed(file)))
                .filter(ban -> Pattern.compile(ban.pattern()).matcher(line).find())
                .map(ban -> where + line.strip() + " -> use " + ban.instead())
                .toList();
    }

    private static int part(int[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
