package io.meshplay.models.convert;

import io.meshplay.models.convert.ImportRefusal.Kind;
import io.meshplay.models.convert.ImportReport.Format;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Reads designs from files: the forms with {@code components}, the old one with {@code services}, and Kubernetes
 * manifests, in YAML or JSON. A file is hostile input: everything about it is bounded, and nothing in it is run.
 */
public final class DesignImporter {
    private final RandomGenerator random;
    private final ImportLimits limits;

    /**
     * An importer with the usual limits.
     *
     * @param random makes the ids of components that have none
     */
    public DesignImporter(RandomGenerator random) {
        this(random, ImportLimits.DEFAULTS);
    }

    /**
     * An importer.
     *
     * @param random makes the ids of components that have none
     */
    public DesignImporter(RandomGenerator random, ImportLimits limits) {
        this.random = random;
        this.limits = limits;
    }

    /**
     * Reads a file.
     *
     * @param file its bytes
     * @param fileName names a design that has no name of its own; may be empty
     */
    public ImportResult read(byte[] file, String fileName) {
        var warnings = new Warnings(limits.warningsMax());
        try {
            List<Json> documents = documents(SourceText.of(file, limits), fileName);
            Format format = format(documents, warnings);
            Design design = draft(format, documents, fileName, warnings).finish(random, limits, warnings);
            return new ImportResult.Imported(
                    design,
                    new ImportReport(
                            format,
                            design.components().size(),
                            design.relationships().size(),
                            warnings.all()));
        } catch (ImportRefusedException e) {
            return new ImportResult.Refused(e.refusal());
        }
    }

    private List<Json> documents(String text, String fileName) {
        String start = text.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        if (!json) {
            return new YamlReader(limits).read(text, fileName);
        }
        try {
            return List.of(new StrictJsonReader(limits).read(text));
        } catch (ImportRefusedException noJson) {
            boolean named = fileName.toLowerCase(Locale.ROOT).endsWith(".json");
            if (named || noJson.refusal().kind() != Kind.SYNTAX) {
                throw noJson;
            }
            return flowYaml(text, fileName, noJson);
        }
    }

    /** YAML may start with a brace too; a file that is neither is told what is wrong with it as JSON. */
    private List<Json> flowYaml(String text, String fileName, ImportRefusedException noJson) {
        try {
            return new YamlReader(limits).read(text, fileName);
        } catch (ImportRefusedException noYaml) {
            throw noYaml.refusal().kind() == Kind.SYNTAX ? noJson : noYaml;
        }
    }

    private Format format(List<Json> documents, Warnings warnings) {
        Json first = documents.stream()
                .filter(document -> !document.equals(Json.NIL))
                .findFirst()
                .orElseThrow(() -> new ImportRefusedException(Kind.EMPTY, "There is nothing in the file."));
        if (!(first instanceof Json.Fields fields)) {
            String what = first instanceof Json.Items ? "a list" : "a single value";
            throw new ImportRefusedException(new ImportRefusal(
                    Kind.NOT_A_DESIGN, "The file is " + what + "; a design or manifest is a map.", 1, 1));
        }
        if (fields.find("components") instanceof Json.Items) {
            return new ComponentsForm(limits, warnings).format(fields);
        }
        if (fields.find("services") instanceof Json.Fields) {
            return Format.SERVICES;
        }
        if (documents.stream().anyMatch(ManifestForm::isObject)) {
            return Format.KUBERNETES;
        }
        throw new ImportRefusedException(new ImportRefusal(
                Kind.NOT_A_DESIGN,
                "Neither a design (a list \"components\" or a map \"services\") nor Kubernetes objects"
                        + " (\"apiVersion\" and \"kind\").",
                1,
                1));
    }

    private DesignDraft draft(Format format, List<Json> documents, String fileName, Warnings warnings) {
        return switch (format) {
            case KUBERNETES -> new ManifestForm(warnings).read(documents, Names.ofDesign("", fileName));
            case SERVICES -> {
                Json.Fields file = single(documents, warnings);
                yield new ServicesForm(limits, warnings).read(file, Names.ofDesign(file.text("name"), fileName));
            }
            case V1BETA1, V1BETA3 -> {
                Json.Fields file = single(documents, warnings);
                yield new ComponentsForm(limits, warnings).read(file, Names.ofDesign(file.text("name"), fileName));
            }
        };
    }

    private static Json.Fields single(List<Json> documents, Warnings warnings) {
        List<Json> present = documents.stream()
                .filter(document -> !document.equals(Json.NIL))
                .toList();
        if (present.size() > 1) {
            warnings.add("", "The file has " + present.size() + " documents; the first is read.");
        }
        Json.Fields file = present.getFirst() instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
        return new Credentials(warnings).removed(file);
    }
}
