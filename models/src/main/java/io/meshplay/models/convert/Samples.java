package io.meshplay.models.convert;

import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Design;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;

/** The designs that a new installation starts with. They are files of the product, so one that does not read is a bug. */
public final class Samples {
    private static final List<String> FILES =
            List.of("shop-checkout.yaml", "observability-stack.yaml", "batch-pipeline.yaml");

    private Samples() {}

    /** {@return the sample designs, the one to look at first at the front} */
    public static List<Design> all() {
        return FILES.stream().map(Samples::read).toList();
    }

    private static Design read(String file) {
        // Each component of a sample has its id in the file, so nothing random comes of this.
        var importer = new DesignImporter(new SplittableRandom(0));
        return switch (importer.read(bytes(file), file)) {
            case ImportResult.Imported(Design design, ImportReport report)
            when report.warnings().isEmpty() -> design;
            case ImportResult.Imported imported ->
                throw new IllegalStateException(file + ": " + imported.report().warnings());
            case ImportResult.Refused refused -> throw new IllegalStateException(file + ": " + refused.refusal());
        };
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no sample " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
