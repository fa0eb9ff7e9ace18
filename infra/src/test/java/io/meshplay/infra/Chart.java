package io.meshplay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The chart as Helm's own engine sees it. */
final class Chart {
    /** The version of the test cluster. */
    private static final String KUBERNETES = "1.37.2";

    private static final Path FOLDER = Infra.path("helm/meshplay");

    private Chart() {}

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    /** {@return the objects of an installation with a file of values from examples} */
    static List<JsonNode> rendered(String example) {
        return Infra.yaml(text(example));
    }

    static String text(String example) {
        return command()
                .withValuesFile(FOLDER.resolve("examples/" + example + ".yaml"))
                .call();
    }

    /** {@return the objects of an installation with these values, as YAML, over those of an example} */
    static List<JsonNode> rendered(String example, String values) {
        try {
            Path file = Files.createTempFile("meshplay-values", ".yaml");
            try {
                Files.writeString(file, values);
                Path base = FOLDER.resolve("examples/" + example + ".yaml");
                return Infra.yaml(
                        command().withValuesFile(base).withValuesFile(file).call());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the values of values.yaml alone. */
    static List<JsonNode> renderedBare() {
        return Infra.yaml(command().call());
    }

    private static TemplateCommand command() {
        return new Helm(FOLDER)
                .template()
                .withName("demo")
                .withNamespace("meshplay-test")
                .withKubeVersion(KUBERNETES);
    }

    /** {@return the one object of a kind} */
    static JsonNode only(List<JsonNode> objects, String kind) {
        List<JsonNode> found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of kind " + kind);
        }
        return found.getFirst();
    }
}
