package io.meshplay.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every bound stands in the record of its feature, is obeyed by code, and is named by a test. A test names a bound in the
 * sentence of its display name, or in a row of its source: a text with a space in it. Such a test stands in the record's
 * package, or writes {@code Record.bound}.
 */
final class LimitsTest {
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");
    private static final Pattern CONSTANT =
            Pattern.compile("static final (?:int|long|double|Duration) (\\w+)\\s*=\\s*([^;]+);");
    private static final Pattern BOUND = Pattern.compile("(^|_)(MAX|MIN|MILLIS|SECONDS|BYTES|CHARS|AFTER|PAGE)(_|$)");
    private static final Pattern FEATURE = Pattern.compile("collab/(room|socket|wire|api|designs)/");

    /** Numbers outside of the records that are no bounds of what a client may do. */
    private static final Map<String, String> NO_BOUNDS = Map.of(
            "RoomLoader.FENCE_ATTEMPTS_MAX",
                    "tries of a new owner that finds another writing; no client can drive them",
            "Sockets.SPREAD_MILLIS_MAX", "how a stopping server spreads its clients",
            "Sockets.SPREAD_MILLIS_PER_SOCKET", "how a stopping server spreads its clients",
            "Suspicions.BELIEVED_AFTER", "a rule, ROOM-18, and not a matter of size",
            "DesignIds.ID_BYTES", "the form of an id",
            "DesignIds.TOKEN_BYTES", "the form of a token",
            "WebClient.NONCE_BYTES", "the form of a nonce",
            "VersionResource.AUTHOR_CHARS_MAX", "the form of a line in a body, refused above it as any other");

    private static final List<JavaClass> RECORDS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.meshplay").stream()
                    .filter(type -> type.isRecord() && type.getSimpleName().endsWith("Limits"))
                    .toList();

    private record Bound(JavaClass owner, String name) {
        String qualified() {
            return owner.getSimpleName() + "." + name;
        }

        boolean obeyed() {
            return owner.getMethod(name).getAccessesToSelf().stream()
                            .anyMatch(call -> !call.getOriginOwner().equals(owner))
                    || owner.getField(name).getAccessesToSelf().stream()
                            .anyMatch(read -> read.getOrigin().getName().equals("ofOwnState"));
        }
    }

    private static List<Bound> bounds() {
        List<Bound> bounds = new ArrayList<>();
        for (JavaClass owner : RECORDS) {
            for (var component : owner.reflect().getRecordComponents()) {
                bounds.add(new Bound(owner, component.getName()));
            }
        }
        return bounds;
    }

    @Test
    void everyBoundIsNamedByATest() {
        Set<String> named = new HashSet<>();
        for (JavaSource source : JavaSource.parse(Repository.files(".java"))) {
            if (source.isTest()) {
                for (String word : words(source.path())) {
                    named.add(source.packageName() + " " + word);
                    named.add(word);
                }
            }
        }
        Set<String> unnamed = new TreeSet<>();
        for (Bound bound : bounds()) {
            boolean found = named.contains(bound.owner().getPackageName() + " " + bound.name())
                    || named.contains(bound.qualified());
            if (!found) {
                unnamed.add(bound.qualified());
            }
        }
        assertThat(bounds()).hasSizeGreaterThan(80);
        assertThat(unnamed)
                .as("bounds that no test names: test each at n and at n + 1")
                .isEmpty();
    }

    /** What stands in the texts of a test that are more than one word. */
    private static Set<String> words(Path file) {
        Set<String> words = new HashSet<>();
        TEXT.matcher(Repository.read(file))
                .results()
                .map((MatchResult text) -> text.group(1))
                .filter(text -> text.contains(" "))
                .forEach(text -> words.addAll(List.of(text.split("[^A-Za-z0-9_.]+|\\.(?=\\s|$)"))));
        return words;
    }

    @Test
    void everyBoundIsObeyed() {
        assertThat(bounds().stream().filter(bound -> !bound.obeyed()).map(Bound::qualified))
                .as("bounds that nothing asks for")
                .isEmpty();
    }

    @Test
    void noBoundStandsOutsideOfItsRecord() {
        Set<String> strays = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            String path = Repository.slashed(file);
            if (!Repository.isTest(file) && FEATURE.matcher(path).find() && !path.endsWith("Limits.java")) {
                CONSTANT.matcher(Repository.read(file))
                        .results()
                        .filter(constant -> BOUND.matcher(constant.group(1)).find()
                                && !constant.group(2).contains("DEFAULTS"))
                        .forEach(constant -> strays.add(type(file) + "." + constant.group(1)));
            }
        }
        assertThat(strays)
                .as("move them into the record of their feature")
                .isEqualTo(new TreeSet<>(NO_BOUNDS.keySet()));
    }

    private static String type(Path file) {
        return String.valueOf(file.getFileName()).replace(".java", "");
    }
}
