package io.meshplay.models.convert;

import io.meshplay.models.archive.ArchiveLimits;
import io.meshplay.models.archive.ArchiveReader;
import io.meshplay.models.archive.ArchiveRefusedException;
import io.meshplay.models.archive.FileTree;
import io.meshplay.models.archive.OciTree;
import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.compose.ComposeForm;
import io.meshplay.models.convert.draft.DesignDraft;
import io.meshplay.models.convert.draft.Names;
import io.meshplay.models.convert.helm.ChartWriter;
import io.meshplay.models.convert.helm.HelmChart;
import io.meshplay.models.convert.kubernetes.ManifestForm;
import io.meshplay.models.convert.kustomize.Kustomization;
import io.meshplay.models.convert.meshplay.ComponentsForm;
import io.meshplay.models.convert.meshplay.Credentials;
import io.meshplay.models.convert.meshplay.ServicesForm;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.convert.text.Document;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Reads designs from files of every format, told by what is in them. A file is hostile input: everything about it is bounded,
 * and what has to be run to understand it, Helm and Kustomize, runs in a child process. Blocks: never on an event loop.
 */
public final class DesignImporter {
    /** An archive may hold an archive, as an OCI layout does; no deeper. */
    private static final int NESTING_MAX = 3;

    private final RandomGenerator random;
    private final ImportLimits limits;
    private final ArchiveLimits archiveLimits = ArchiveLimits.TREE;
    private final ChildLimits childLimits;

    /**
     * An importer with the usual limits.
     *
     * @param random makes the ids of components that have none
     */
    public DesignImporter(RandomGenerator random) {
        this(random, ImportLimits.DEFAULTS, ChildLimits.DEFAULTS);
    }

    /**
     * An importer.
     *
     * @param random makes the ids of components that have none
     */
    public DesignImporter(RandomGenerator random, ImportLimits limits, ChildLimits childLimits) {
        this.random = random;
        this.limits = limits;
        this.childLimits = childLimits;
    }

    /**
     * Reads a file: text, or an archive.
     *
     * @param file its bytes
     * @param fileName names a design that has no name of its own; may be empty
     */
    public ImportResult read(byte[] file, String fileName) {
        var reading = new Reading(fileName);
        return reading.result(() -> reading.file(file, fileName, 0));
    }

    /**
     * Reads a file or a directory.
     *
     * @throws IOException when it cannot be read at all
     */
    public ImportResult read(Path path) throws IOException {
        String name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        if (Files.isDirectory(path)) {
            var reading = new Reading(name);
            try {
                FileTree tree = FileTree.of(path.toRealPath(), archiveLimits);
                return reading.result(() -> reading.tree(tree, 0));
            } catch (ArchiveRefusedException e) {
                return new ImportResult.Refused(refused(e).refusal());
            }
        }
        // Not asked for its size first: a pipe or a device does not know.
        try (InputStream in = Files.newInputStream(path)) {
            return read(in.readNBytes(limits.bytesMax() + 1), name);
        }
    }

    private static byte[] layer(FileTree tree) {
        try {
            return OciTree.layer(tree);
        } catch (ArchiveRefusedException e) {
            throw refused(e);
        }
    }

    private static ImportRefusedException refused(ArchiveRefusedException e) {
        Kind kind = switch (e.why()) {
            case DAMAGED -> Kind.SYNTAX;
            case UNSAFE -> Kind.UNSAFE_ARCHIVE;
            case TOO_LARGE -> Kind.TOO_LARGE;
            case UNFIT -> Kind.NOT_A_DESIGN;
        };
        return new ImportRefusedException(kind, e.reason());
    }

    /** Reads something into this reading's report. */
    @FunctionalInterface
    private interface Step {
        DesignDraft draft();
    }

    /** The reading of one file. */
    private final class Reading {
        private final String fileName;
        private final Warnings warnings = new Warnings(limits.warningsMax());
        private final List<ImportReport.Document> report = new ArrayList<>();
        private Format format = Format.KUBERNETES;

        private Reading(String fileName) {
            this.fileName = fileName;
        }

        private ImportResult result(Step step) {
            try {
                Design design = step.draft().finish(random, limits, warnings);
                int components = design.components().size();
                int relationships = design.relationships().size();
                return new ImportResult.Imported(
                        design, new ImportReport(format, components, relationships, report, warnings.all()));
            } catch (ImportRefusedException e) {
                return new ImportResult.Refused(e.refusal());
            }
        }

        private DesignDraft file(byte[] file, String name, int nesting) {
            if (!ArchiveReader.isArchive(file)) {
                return text(file, name);
            }
            if (file.length > limits.bytesMax()) {
                throw new ImportRefusedException(
                        Kind.TOO_LARGE, "The file has more than " + limits.bytesMax() + " bytes.");
            }
            if (nesting == NESTING_MAX) {
                throw new ImportRefusedException(
                        Kind.TOO_LARGE, "Archives are nested deeper than " + NESTING_MAX + ".");
            }
            try {
                return tree(FileTree.of(file, archiveLimits), nesting);
            } catch (ArchiveRefusedException e) {
                throw refused(e);
            }
        }

        private DesignDraft tree(FileTree tree, int nesting) {
            if (OciTree.is(tree)) {
                return file(layer(tree), "", nesting + 1);
            }
            HelmChart chart = HelmChart.of(tree, childLimits);
            if (chart != null) {
                format = Format.HELM;
                String name = Names.ofDesign(chart.name(), fileName);
                return manifest(Documents.read(chart.rendered(ChartWriter.name(name)), "", limits), name);
            }
            Kustomization kustomization = Kustomization.of(tree, limits, childLimits);
            if (kustomization != null) {
                format = Format.KUSTOMIZE;
                return manifest(Documents.read(kustomization.built(), "", limits), Names.ofDesign("", fileName));
            }
            List<Map.Entry<String, byte[]>> texts = tree.files().entrySet().stream()
                    .filter(file -> file.getKey().toLowerCase(Locale.ROOT).matches(".*\\.(?:ya?ml|json)"))
                    .toList();
            if (texts.size() != 1) {
                throw new ImportRefusedException(
                        Kind.NOT_A_DESIGN,
                        "The archive or directory is no chart, no kustomization and no OCI layout, and has "
                                + texts.size() + " YAML or JSON files, not one.");
            }
            return text(texts.getFirst().getValue(), texts.getFirst().getKey());
        }

        private DesignDraft text(byte[] file, String name) {
            List<Document> documents = Documents.read(file, name, limits);
            format = format(documents);
            return switch (format) {
                case KUBERNETES, HELM, KUSTOMIZE -> manifest(documents, Names.ofDesign("", fileName));
                case COMPOSE -> whole(new ComposeForm(warnings).read(single(documents), Names.ofDesign("", fileName)));
                case SERVICES -> {
                    Json.Fields design = new Credentials(warnings).removed(single(documents));
                    String own = Names.ofDesign(design.text("name"), fileName);
                    yield whole(new ServicesForm(limits, warnings).read(design, own));
                }
                case V1BETA1, V1BETA3 -> {
                    Json.Fields design = new Credentials(warnings).removed(single(documents));
                    String own = Names.ofDesign(design.text("name"), fileName);
                    yield whole(new ComponentsForm(limits, warnings).read(design, own));
                }
            };
        }

        private DesignDraft manifest(List<Document> documents, String name) {
            return new ManifestForm(warnings).read(documents, name, report);
        }

        private DesignDraft whole(DesignDraft draft) {
            report.add(new ImportReport.Document("document 1", 1, draft.components.size(), null));
            return draft;
        }

        private Format format(List<Document> documents) {
            Document first = documents.stream()
                    .filter(Document::present)
                    .findFirst()
                    .orElseThrow(() -> new ImportRefusedException(Kind.EMPTY, "There is nothing in the file."));
            if (first.value() instanceof Json.Fields fields && Kustomization.is(fields)) {
                throw new ImportRefusedException(
                        Kind.NOT_A_DESIGN, "A kustomization is read with its files: give its directory or an archive.");
            }
            if (documents.stream().anyMatch(document -> ManifestForm.isObject(document.value()))) {
                return Format.KUBERNETES;
            }
            if (!(first.value() instanceof Json.Fields fields)) {
                String what = first.value() instanceof Json.Items ? "a list" : "a single value";
                throw new ImportRefusedException(new ImportRefusal(
                        Kind.NOT_A_DESIGN,
                        "The file is " + what + "; a design or manifest is a map.",
                        first.line(),
                        1));
            }
            if (fields.find("components") instanceof Json.Items) {
                return new ComponentsForm(limits, warnings).format(fields);
            }
            if (fields.find("services") instanceof Json.Fields) {
                return ComposeForm.is(fields) ? Format.COMPOSE : Format.SERVICES;
            }
            throw new ImportRefusedException(new ImportRefusal(
                    Kind.NOT_A_DESIGN,
                    "Neither a design (a list \"components\" or a map \"services\") nor Kubernetes objects"
                            + " (\"apiVersion\" and \"kind\").",
                    first.line(),
                    1));
        }

        private Json.Fields single(List<Document> documents) {
            List<Document> present =
                    documents.stream().filter(Document::present).toList();
            for (Document document : documents) {
                ImportRefusal refusal = document.refusal();
                if (refusal != null) {
                    throw new ImportRefusedException(refusal);
                }
            }
            if (present.size() > 1) {
                warnings.add("", "The file has " + present.size() + " documents; the first is read.");
            }
            return present.getFirst().value() instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
        }
    }
}
