package io.meshplay.models.relationship.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component while it is evaluated.
 *
 * @param component the component
 * @param tree its configuration as nested maps
 * @param namespace the namespace that it says or stands in; empty when none is known
 * @param scope whether it stands in a namespace at all
 */
public record Node(Component component, Json.Fields tree, String namespace, Kinds.Scope scope) {
    /** {@return the id of the component} */
    public String id() {
        return component.id();
    }

    /** {@return what kinds are asked by} */
    public Kinds.Kind kind() {
        return new Kinds.Kind(component.model(), component.version(), component.kind());
    }

    /** {@return whether this is that very node: a component that changed is another, in constant time} */
    @SuppressWarnings("ReferenceEquality")
    public boolean is(@Nullable Node other) {
        return this == other;
    }

    /** {@return how people call it} */
    public String title() {
        return component.kind() + " " + component.name();
    }

    /** {@return the value at a root that is not the configuration; empty when there is none} */
    public Json root(List<String> tokens) {
        String of = tokens.size() > 1 ? tokens.get(1) : "";
        String version = component.version();
        return Json.of(
                switch (tokens.getFirst()) {
                    case "displayName" -> component.name();
                    case "text" -> of.replace("{displayName}", component.name());
                    case "component" ->
                        switch (of) {
                            case "kind" -> component.kind();
                            case "version" -> version;
                            case "group" -> version.substring(0, Math.max(version.indexOf('/'), 0));
                            default -> "";
                        };
                    default -> "";
                });
    }
}
