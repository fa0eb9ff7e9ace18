package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/** Reads files of the tests. */
final class Files {
    static final List<String> OWN = List.of("services.yml", "services-by-hand.yml", "v1beta1.yml", "manifest.yaml");

    private Files() {}

    static byte[] bytes(String name) {
        try (InputStream in = Files.class.getResourceAsStream("/designs/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportResult read(byte[] file, String name) {
        return new DesignImporter(new SplittableRandom(1)).read(file, name);
    }

    static ImportResult.Imported own(String name) {
        return imported(read(bytes(name), name));
    }

    static ImportResult.Imported text(String text) {
        return imported(read(text.getBytes(UTF_8), ""));
    }

    static ImportRefusal refused(String text) {
        return refused(read(text.getBytes(UTF_8), ""));
    }

    static ImportRefusal refused(ImportResult result) {
        assertThat(result).isInstanceOf(ImportResult.Refused.class);
        return ((ImportResult.Refused) result).refusal();
    }

    static ImportResult.Imported imported(ImportResult result) {
        assertThat(result).isInstanceOf(ImportResult.Imported.class);
        return (ImportResult.Imported) result;
    }

    static Component component(Design design, String kind) {
        return design.components().stream()
                .filter(component -> component.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
