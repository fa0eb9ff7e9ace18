package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.draft.DraftComponent;
import io.meshplay.models.convert.draft.Places;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.StrictJsonReader;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Size;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes over how a component of a foreign file looks. */
final class Styles {
    private static final Set<String> KEPT = Set.of("shape", "primaryColor", "secondaryColor");
    private static final Pattern KEBAB = Pattern.compile("-([a-z0-9])");
    private static final String LAYER = "z-index";

    private final ImportLimits limits;

    Styles(ImportLimits limits) {
        this.limits = limits;
    }

    /** Takes the colours and the shape; icons are those of another program. */
    void takeLook(Json.Fields look, DraftComponent component) {
        look.values().forEach((key, value) -> {
            if (KEPT.contains(key) && !Json.of("").equals(value) && !(value instanceof Json.Nil)) {
                component.style.put(key, value);
            }
        });
    }

    void takeAnnotation(boolean annotation, DraftComponent component) {
        if (annotation) {
            component.style.put(Component.ANNOTATION_STYLE, Json.of(true));
        }
    }

    /**
     * Takes what overrides the look, a map or its JSON text. For things that are deployed it only moves their icon.
     */
    void takeOverrides(Json overrides, DraftComponent component) {
        if (!(read(overrides) instanceof Json.Fields fields)) {
            return;
        }
        Double layer = Places.number(fields.find(LAYER));
        component.layer = layer == null ? component.layer : layer;
        if (component.annotation()) {
            takeSize(fields, component);
            fields.values().forEach((key, value) -> takeOverride(key, value, component.style));
        }
    }

    private static void takeOverride(String key, Json value, Map<String, Json> style) {
        String name = KEBAB.matcher(key).replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
        if (!Component.RESERVED_STYLES.contains(name) && !key.equals(LAYER) && !value.equals(Json.NIL)) {
            style.put(name, value);
        }
    }

    private static void takeSize(Json.Fields fields, DraftComponent component) {
        Double width = Places.number(fields.find("width"));
        Double height = Places.number(fields.find("height"));
        if (width != null && height != null && width > Size.NODE.width()) {
            component.size = Places.size(width, Math.max(height, Size.NODE.height()));
        }
    }

    private Json read(Json overrides) {
        if (overrides instanceof Json.Text(String text) && text.startsWith("{")) {
            try {
                return new StrictJsonReader(limits).read(text);
            } catch (ImportRefusedException _) {
                // A look that cannot be read is no reason to refuse a design.
                return Json.NIL;
            }
        }
        return overrides;
    }
}
