package io.meshplay.collab.designs;

import io.meshplay.models.convert.DesignExporter;
import io.meshplay.models.convert.DesignExporter.Target;
import io.meshplay.models.convert.DesignImporter;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.Samples;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportReport.Document;
import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Deletion;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.LiveDocument;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What designs at rest need of the model of a design. Works on values only, may take long and is called off the event
 * loops. Projections are the UTF-8 JSON that {@code LiveDesigns.project} answers, operations what
 * {@code LiveDesigns.edit} takes, contents the canonical JSON of a version.
 */
final class DesignForm {
    /** Number of the canonical form that versions are written in. */
    static final int NUMBER = CanonicalDesign.FORM;

    private static final String UNNAMED = "Untitled design";

    private final DesignImporter importer;

    /** Reads files whose components have no ids with ids of this random. */
    DesignForm(SecureRandom random) {
        this.importer = new DesignImporter(random);
    }

    /** {@return the canonical content of a design: JSON in RFC 8785 form, without what is deleted} */
    static byte[] canonical(byte[] projection) {
        return CanonicalDesign.of(LiveDocument.fromProjection(projection).design())
                .bytes();
    }

    /**
     * Computes the fewest edits after which a document has a content: what is too much is flagged as deleted.
     *
     * @param actor whom the flags name
     * @param at when, for the flags
     * @return operations, an empty array if nothing is to do
     */
    static byte[] restoring(byte[] present, byte[] content, String actor, Instant at) {
        Design target = CanonicalDesign.read(content);
        return LiveDocument.restoring(target, present, new Deletion(actor, at));
    }

    /**
     * Computes edits after which a document has a content whatever is in it: everything is removed and made anew. For a
     * document that refuses {@link #restoring} because a plain value stands where a shared one belongs.
     */
    static byte[] replacing(byte[] present, byte[] content) {
        return LiveDocument.replacing(CanonicalDesign.read(content), present);
    }

    /**
     * Reads a file.
     *
     * @param name what to call the design; null takes the file's own name
     */
    FileDesign read(@Nullable String name, byte[] file) {
        return switch (importer.read(file, "")) {
            case ImportResult.Imported(Design design, var report) ->
                fileDesign(name == null ? fitName(design.name()) : name, design, report(report));
            case ImportResult.Refused(ImportRefusal refusal) ->
                throw new DesignRefusedException(new DesignRefusal.Unreadable(place(refusal), refusal.message()));
        };
    }

    private static FileDesign fileDesign(String name, Design design, ImportReport report) {
        var named = new Design(name, design.components(), design.relationships());
        return new FileDesign(name, named.components().size(), LiveDocument.creating(named), report);
    }

    /** A file may call itself anything; the list takes one line. */
    private static String fitName(String name) {
        String tidy = DesignNames.tidy(name);
        return tidy.isEmpty() ? UNNAMED : tidy;
    }

    private static ImportReport report(io.meshplay.models.convert.report.ImportReport report) {
        var refused = report.documents().stream().flatMap(document -> warnings(document));
        var warnings =
                report.warnings().stream().map(warning -> new ImportReport.Warning(warning.path(), warning.message()));
        return new ImportReport(
                report.format().label(),
                report.components(),
                report.relationships(),
                Stream.concat(refused, warnings).toList());
    }

    private static Stream<ImportReport.Warning> warnings(Document document) {
        ImportRefusal refusal = document.refusal();
        if (refusal == null) {
            return Stream.empty();
        }
        String place = place(refusal);
        String where = place == null ? "" : " (" + place + ")";
        return Stream.of(
                new ImportReport.Warning("", "Not taken: " + document.name() + where + ": " + refusal.message()));
    }

    private static @Nullable String place(ImportRefusal refusal) {
        return refusal.line() == 0 ? null : "line " + refusal.line() + ", column " + refusal.column();
    }

    /** {@return the whole file, in UTF-8} */
    static byte[] write(byte[] projection, ExportFormat format) {
        Design design = LiveDocument.fromProjection(projection).design();
        return switch (format) {
            case YAML, V1BETA3 -> DesignExporter.yaml(design);
            case JSON -> DesignExporter.json(design);
            case V1BETA1 -> DesignExporter.write(design, Target.V1BETA1).file();
            case KUBERNETES -> DesignExporter.write(design, Target.KUBERNETES).file();
            case HELM -> DesignExporter.write(design, Target.HELM).file();
            case OCI -> DesignExporter.write(design, Target.OCI).file();
        };
    }

    /** {@return the designs that a new data directory starts with, always in the same order} */
    static List<FileDesign> samples() {
        return Samples.all().stream().map(DesignForm::sample).toList();
    }

    private static FileDesign sample(Design design) {
        var report = new ImportReport(
                "sample", design.components().size(), design.relationships().size(), List.of());
        return fileDesign(design.name(), design, report);
    }
}
