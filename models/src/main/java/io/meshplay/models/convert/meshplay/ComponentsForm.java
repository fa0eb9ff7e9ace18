package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.DesignExporter;
import io.meshplay.models.convert.draft.DesignDraft;
import io.meshplay.models.convert.draft.DraftComponent;
import io.meshplay.models.convert.draft.DraftRelationship;
import io.meshplay.models.convert.draft.Places;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import io.meshplay.models.design.Relationship;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a design with a list of components, v1beta1 and v1beta3. The host in {@code schemaVersion} is ignored:
 * there are several. A file that {@link DesignExporter} wrote is known by {@code metadata.order}, and read as it is.
 */
public final class ComponentsForm {
    /** The field that only our own files have: a component's place in the order of drawing. */
    static final String ORDER = "order";

    static final String NOTES = "notes";
    static final String PARENT = "parent";

    private static final Pattern SCHEMA = Pattern.compile("designs\\.[a-zA-Z.-]+/(v1beta[13])");

    private final Warnings warnings;
    private final PrettyKeys prettyKeys;
    private final Styles styles;
    private final UnreadFields unread = new UnreadFields();

    /** A reader of one file. */
    public ComponentsForm(ImportLimits limits, Warnings warnings) {
        this.warnings = warnings;
        this.prettyKeys = new PrettyKeys(warnings);
        this.styles = new Styles(limits);
    }

    /** {@return which form it is} */
    public Format format(Json.Fields file) {
        String schema = file.text("schemaVersion");
        var known = SCHEMA.matcher(schema);
        if (!known.matches()) {
            warnings.add("/schemaVersion", "It is not known; the file is read as v1beta1.");
            return Format.V1BETA1;
        }
        return known.group(1).equals("v1beta3") ? Format.V1BETA3 : Format.V1BETA1;
    }

    /** {@return the design that a file has} */
    public DesignDraft read(Json.Fields file, String name) {
        unread.look(file, UnreadFields.Place.DESIGN, "");
        List<Json> components = file.items("components");
        boolean ours = components.stream()
                .anyMatch(item -> item instanceof Json.Fields component
                        && component.fields("metadata").find(ORDER) instanceof Json.Text);
        boolean named = ours && file.find("name") instanceof Json.Text;
        var draft = new DesignDraft(named ? file.text("name") : name, ours);
        for (int i = 0; i < components.size(); i++) {
            String path = Pointer.child("/components", i);
            if (components.get(i) instanceof Json.Fields component
                    && !component.fields("component").text("kind").isEmpty()) {
                look(component, path);
                draft.components.add(ours ? own(component, path) : foreign(component, path));
            } else {
                warnings.add(path, "It has no kind; it is left out.");
            }
        }
        relationships(file.items("relationships"), draft);
        prettyKeys.report();
        unread.report(warnings);
        return draft;
    }

    private void look(Json.Fields component, String path) {
        unread.look(component, UnreadFields.Place.COMPONENT, path);
        unread.look(component.fields("component"), UnreadFields.Place.DEFINITION, path + "/component");
        unread.look(component.fields("metadata"), UnreadFields.Place.METADATA, path + "/metadata");
    }

    private static DraftComponent component(Json.Fields fields, String path) {
        var component = new DraftComponent(path);
        component.id = fields.text("id");
        component.kind = fields.fields("component").text("kind");
        component.version = fields.fields("component").text("version");
        component.model = fields.fields("model").text("name");
        component.name = fields.text("displayName");
        component.position = Places.position(fields.fields("styles").fields("position"), "x", "y");
        return component;
    }

    private DraftComponent own(Json.Fields fields, String path) {
        DraftComponent component = component(fields, path);
        Json.Fields metadata = fields.fields("metadata");
        component.z = metadata.text(ORDER);
        component.notes = metadata.text(NOTES);
        component.parent = metadata.text(PARENT);
        component.configuration = configuration(fields.fields("configuration"), path);
        Json.Fields look = fields.fields("styles");
        Double width = Places.number(look.find("width"));
        Double height = Places.number(look.find("height"));
        component.size = width == null || height == null ? null : Places.size(width, height);
        component.style.putAll(look.values());
        component.style.keySet().removeAll(Component.RESERVED_STYLES);
        styles.takeAnnotation(metadata.flag("isAnnotation"), component);
        return component;
    }

    private DraftComponent foreign(Json.Fields fields, String path) {
        DraftComponent component = component(fields, path);
        Json.Fields metadata = fields.fields("metadata");
        component.model = component.model.strip();
        component.name = component.name.isBlank() ? component.kind : component.name.strip();
        component.parent = metadata.text("parentId");
        component.configuration =
                configuration(prettyKeys.restored(fields.fields("configuration"), path + "/configuration"), path);
        styles.takeAnnotation(metadata.flag("isAnnotation"), component);
        styles.takeLook(fields.fields("styles"), component);
        styles.takeOverrides(fields.fields("styles"), component);
        styles.takeOverrides(metadata.fields("whiteboardData").fields("style"), component);
        component.style.keySet().removeIf(key -> key.startsWith("svg"));
        return component;
    }

    private Configuration configuration(Json.Fields nested, String path) {
        return Configuration.tolerant(
                nested, true, (at, what) -> warnings.add(path + "/configuration" + at, what + "."));
    }

    private void relationships(List<Json> relationships, DesignDraft draft) {
        Map<String, DraftComponent> byId = new HashMap<>();
        draft.components.forEach(component -> byId.putIfAbsent(component.id, component));
        for (int i = 0; i < relationships.size(); i++) {
            String path = Pointer.child("/relationships", i);
            if (!(relationships.get(i) instanceof Json.Fields fields)) {
                warnings.add(path, "It is no relationship; it is left out.");
            } else if (!fields.text("status").equals("deleted")) {
                unread.look(fields, UnreadFields.Place.RELATIONSHIP, path);
                DraftRelationship relationship = relationship(fields, path);
                DraftComponent inner = byId.get(relationship.from());
                if (!draft.ours && isParent(fields) && inner != null && inner.parent.isEmpty()) {
                    inner.parent = relationship.to();
                } else {
                    draft.relationships.add(relationship);
                }
            }
        }
    }

    /** A foreign file says by a relationship what is inside what; here the component says it. */
    private static boolean isParent(Json.Fields fields) {
        return fields.text("kind").equals("hierarchical") && fields.text("type").equals("parent");
    }

    private static DraftRelationship relationship(Json.Fields fields, String path) {
        Json selectors = fields.find("selectors");
        String from = fields.text("from").isEmpty() ? end(selectors, "from") : fields.text("from");
        String to = fields.text("to").isEmpty() ? end(selectors, "to") : fields.text("to");
        Map<String, Json> metadata =
                new LinkedHashMap<>(fields.fields("metadata").values());
        if (!fields.text("type").isEmpty()) {
            metadata.put("type", Json.of(fields.text("type")));
        }
        return new DraftRelationship(
                path,
                fields.text("id"),
                from,
                to,
                fields.text("kind").isEmpty() ? "edge" : fields.text("kind"),
                fields.text("subType"),
                Relationship.ends(from, to).equals(selectors) ? null : selectors,
                new Json.Fields(metadata));
    }

    /** {@return the id of the one component that a side of the selectors names; empty when there is none} */
    private static String end(@Nullable Json selectors, String side) {
        Json first =
                selectors instanceof Json.Items(List<Json> items) && !items.isEmpty() ? items.getFirst() : selectors;
        if (!(first instanceof Json.Fields selector)) {
            return "";
        }
        List<Json> ends = selector.fields("allow").items(side);
        return !ends.isEmpty() && ends.getFirst() instanceof Json.Fields end ? end.text("id") : "";
    }
}
