package io.meshplay.models.builtin;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.Document;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads kinds from custom resource definitions: each version that is served, with its schema as it stands there. */
final class Crds {
    private static final ImportLimits LIMITS = new ImportLimits(32 << 20, 16 << 20, 128, 50, 2_000_000, 4_000, 1, 1, 1);

    private Crds() {}

    static List<Kind> read(Map<String, byte[]> files) throws NotMadeException {
        List<Kind> kinds = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (file.getKey().endsWith(".yaml") || file.getKey().endsWith(".yml")) {
                read(file.getKey(), file.getValue(), kinds);
            }
        }
        return kinds;
    }

    private static void read(String path, byte[] content, List<Kind> kinds) throws NotMadeException {
        try {
            for (Document document : Documents.read(content, path, LIMITS)) {
                if (document.refusal() != null) {
                    throw new NotMadeException(path + ": " + document.refusal());
                }
                if (document.value() instanceof Json.Fields crd
                        && crd.text("kind").equals("CustomResourceDefinition")) {
                    kinds(crd.fields("spec"), kinds);
                }
            }
        } catch (ImportRefusedException e) {
            throw new NotMadeException(path + ": " + e.refusal());
        }
    }

    private static void kinds(Json.Fields spec, List<Kind> kinds) {
        for (Json item : spec.items("versions")) {
            if (item instanceof Json.Fields version && version.flag("served")) {
                Json.Fields schema = holder(spec, version).fields("openAPIV3Schema");
                kinds.add(new Kind(
                        spec.text("group"),
                        version.text("name"),
                        spec.fields("names").text("kind"),
                        spec.fields("names").text("plural"),
                        spec.text("scope").equals("Namespaced"),
                        version.flag("storage"),
                        schema));
            }
        }
    }

    /** Of old there was one schema for all versions. */
    private static Json.Fields holder(Json.Fields spec, Json.Fields version) {
        return version.find("schema") == null ? spec.fields("validation") : version.fields("schema");
    }
}
