package io.meshplay.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.builtin.Source.Ecosystem;
import io.meshplay.models.builtin.Source.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
    private static final Path SOURCES = Path.of("src/main/sources");

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[BUILTIN-10] what was made of the same sources by the same program is not made again")
    void keepsWhatWasMade() throws Exception {
        Path kept = Files.createFile(directory.resolve(Fingerprint.of(SOURCES) + ".registry"));

        assertThat(Generator.made(SOURCES, directory)).isEqualTo(kept).isEmptyFile();
    }

    @Test
    @DisplayName("[BUILTIN-10] another version, checksum or drawing is made anew")
    void noticesChanges() throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Files.writeString(sources.resolve("sources.json"), "[1]");
        String before = Fingerprint.of(sources);

        Files.writeString(sources.resolve("sources.json"), "[2]");

        assertThat(Fingerprint.of(sources)).isNotEqualTo(before).hasSize(24);
    }

    @Test
    @DisplayName("[BUILTIN-11] without the network a build says in one line what it could not fetch, and why it must")
    void saysWhatItCannotFetch() {
        var offline = new Packages(
                directory,
                Map.of(
                        "GOPROXY",
                        "off",
                        "GOMODCACHE",
                        directory.resolve("go").toString(),
                        "npm_config_offline",
                        "true",
                        "npm_config_cache",
                        directory.resolve("npm").toString()));

        assertThatThrownBy(() -> offline.fetch(origin(Ecosystem.GO, "istio.io/api", "v1.32.0"), _ -> true))
                .isInstanceOf(NotMadeException.class)
                .hasMessageMatching("cannot fetch istio.io/api v1.32.0: .*GOPROXY=off.*needs the network.*");
        assertThatThrownBy(() -> offline.fetch(origin(Ecosystem.NPM, "@kubernetes-models/gke", "4.6.2"), _ -> true))
                .isInstanceOf(NotMadeException.class)
                .hasMessageMatching("cannot fetch @kubernetes-models/gke 4.6.2: .*ENOTCACHED.*needs the network.*");
        assertThatThrownBy(() -> offline.fetch(origin(Ecosystem.MAVEN, "io.meshplay:no-such-thing", "1"), _ -> true))
                .isInstanceOf(NotMadeException.class)
                .hasMessageMatching("cannot fetch io.meshplay:no-such-thing 1: .*no-such-thing.*needs the network.*");
    }

    @Test
    @DisplayName("[BUILTIN-12] each package is pinned by version and checksum, permissive, and attributed in NOTICE.md")
    void attributesPackages() throws Exception {
        String notice = Files.readString(Path.of("NOTICE.md"));

        assertThat(Generator.list(SOURCES)).allSatisfy(source -> {
            Origin origin = source.origin();
            assertThat(origin.checksum()).matches("h1:.{44}|sha512-.{88}");
            assertThat(origin.licence()).isIn("Apache-2.0", "MIT");
            assertThat(notice)
                    .contains("| " + origin.name() + " | " + origin.version() + " | " + origin.licence() + " |");
            assertThat(SOURCES.resolve("icons/" + source.icon() + ".svg"))
                    .content()
                    .startsWith("<svg ");
        });
    }

    private static Origin origin(Ecosystem ecosystem, String name, String version) {
        return new Origin(ecosystem, name, version, "h1:none", "MIT");
    }
}
