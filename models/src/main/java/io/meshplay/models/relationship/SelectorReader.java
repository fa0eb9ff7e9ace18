package io.meshplay.models.relationship;

import static io.meshplay.models.relationship.RelationshipReader.items;
import static io.meshplay.models.relationship.RelationshipReader.name;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.RelationshipDefinition.Binding;
import io.meshplay.models.relationship.RelationshipDefinition.Fields;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the selectors of a definition, and writes out what stands for many kinds: {@code @workload} and its paths. */
final class SelectorReader {
    private static final String WORKLOAD = "@workload";
    private static final String POD_TEMPLATE = "podTemplate";
    private static final String SELF = "self";

    private SelectorReader() {}

    static List<Selector> read(@Nullable Json list) {
        List<Selector> selectors = new ArrayList<>();
        for (Json item : items(list)) {
            if (item instanceof Json.Fields fields) {
                for (String kind : kinds(fields)) {
                    selectors.add(selector(fields, kind));
                }
            }
        }
        return selectors;
    }

    private static List<String> kinds(Json.Fields item) {
        if (name(item, "kind").equals(WORKLOAD)) {
            return Workloads.kinds();
        }
        List<String> kinds = new ArrayList<>();
        for (Json kind : item.items("kinds")) {
            if (kind instanceof Json.Text(String name)) {
                kinds.add(name);
            }
        }
        return kinds.isEmpty() ? List.of(name(item, "kind")) : kinds;
    }

    private static Selector selector(Json.Fields item, String kind) {
        Json.Fields match = item.fields("match");
        List<String> matching = matching(item);
        Binding binding = binding(match, kind);
        return new Selector(
                kind,
                RelationshipReader.model(item.find("model")),
                item.find("patch") == null ? null : fields(item.fields("patch"), kind, matching),
                paths(match.find("refs"), kind),
                binding);
    }

    private static List<String> matching(Json.Fields item) {
        for (Json.Fields holder : List.of(item, item.fields("patch"), item.fields("match"))) {
            for (String key : List.of("matchStrategyMatrix", "match_strategy_matrix")) {
                List<String> matching = new ArrayList<>();
                for (Json pair : holder.items(key)) {
                    List<Json> names = items(pair);
                    matching.add(!names.isEmpty() && names.getFirst() instanceof Json.Text(String name) ? name : "");
                }
                if (!matching.isEmpty()) {
                    return matching;
                }
            }
        }
        return List.of();
    }

    /** One of the two lists is the end itself, the other the component between the ends. */
    private static @Nullable Binding binding(Json.Fields match, String kind) {
        Fields self = null;
        Fields between = null;
        String betweenKind = "";
        for (String side : List.of("from", "to")) {
            for (Json item : match.items(side)) {
                if (item instanceof Json.Fields fields) {
                    boolean own = name(fields, "kind").equals(SELF);
                    Fields read = fields(fields, own ? kind : name(fields, "kind"), matching(fields));
                    self = own ? read : self;
                    between = own ? between : read;
                    betweenKind = own ? betweenKind : name(fields, "kind");
                }
            }
        }
        return self == null || between == null ? null : new Binding(betweenKind, self, between);
    }

    private static Fields fields(Json.Fields patch, String kind, List<String> matching) {
        boolean mutates = patch.find("mutatorRef") != null;
        return new Fields(
                patch.text("patchStrategy"),
                mutates,
                paths(patch.find(mutates ? "mutatorRef" : "mutatedRef"), kind),
                matching);
    }

    private static List<FieldPath> paths(@Nullable Json refs, String kind) {
        List<FieldPath> paths = new ArrayList<>();
        for (Json ref : items(refs)) {
            List<String> tokens = new ArrayList<>();
            for (Json step : items(ref)) {
                switch (step) {
                    case Json.Text(String token) -> tokens.add(token);
                    case Json.Numeral(double index) -> tokens.add(Long.toString((long) index));
                    case Json.Nil _, Json.Flag _, Json.Items _, Json.Fields _ -> tokens.add("");
                }
            }
            paths.add(new FieldPath(expanded(tokens, kind)));
        }
        return paths;
    }

    private static List<String> expanded(List<String> tokens, String kind) {
        if (tokens.isEmpty() || !tokens.getFirst().equals(POD_TEMPLATE)) {
            return tokens;
        }
        List<String> expanded = new ArrayList<>();
        expanded.add(FieldPath.CONFIGURATION);
        expanded.addAll(Workloads.template(kind));
        expanded.addAll(tokens.subList(1, tokens.size()));
        return expanded;
    }
}
