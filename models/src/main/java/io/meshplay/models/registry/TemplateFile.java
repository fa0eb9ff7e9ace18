package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.registry.api.CustomResources;
import io.meshplay.models.registry.api.ServedKind;
import io.meshplay.models.registry.text.GoTemplate;
import io.meshplay.models.registry.text.YamlTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads custom resource definitions out of a chart's templates. They are not rendered: charts leave their definitions out
 * by their own values as often as not, and what a chart can define counts.
 */
final class TemplateFile {
    private static final Pattern PATH = Pattern.compile("(?:.*/)?templates/.*\\.(?:ya?ml|tpl)");
    private static final Pattern DOCUMENT = Pattern.compile("(?m)^---.*$");

    private TemplateFile() {}

    /** {@return whether a file is a template: it stands where they do, and has directives} */
    static boolean is(String path, byte[] content) {
        return PATH.matcher(path.toLowerCase(Locale.ROOT)).matches()
                && GoTemplate.is(new String(content, StandardCharsets.UTF_8));
    }

    /**
     * {@return the documents that may be custom resource definitions}
     *
     * @param refused takes why others are not read
     */
    static List<Json> documents(byte[] content, int depthMax, List<String> refused) throws IOException {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!text.contains(CustomResources.KIND)) {
            refused.add("A template without a custom resource definition.");
            return List.of();
        }
        List<Json> documents = new ArrayList<>();
        List<String> parts = List.of(DOCUMENT.split(GoTemplate.plain(text), -1));
        for (String part : parts) {
            if (part.contains(CustomResources.KIND)) {
                try {
                    List<Json> read = YamlTrees.read(part, depthMax);
                    ThinTree.check(read);
                    documents.addAll(read);
                } catch (IOException e) {
                    refused.add("Without its Go template directives a definition is no YAML: "
                            + FileReader.firstLine(e.getMessage())
                            + ". Render the chart with helm template, and load that.");
                }
            }
        }
        return documents;
    }

    /** A definition is named by what no template gives. */
    static void refuseValues(ServedKind kind) throws NotTakenException {
        if ((kind.apiVersion() + kind.kind()).contains(GoTemplate.VALUE)) {
            throw new NotTakenException("The group, version or kind of a definition is a value of its template.");
        }
    }
}
