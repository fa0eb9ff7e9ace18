package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.rule.FieldPair;
import io.meshplay.models.relationship.rule.Matching;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.relationship.rule.Reason.Field;
import io.meshplay.models.relationship.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The reason of an inferred relationship. */
final class Why {
    private static final int VALUE_LENGTH_MAX = 200;

    private Why() {}

    static Reason of(Rule rule, Node from, Node to, Inference.Link link, Inference inference) {
        List<Field> fields = new ArrayList<>();
        List<String> words = new ArrayList<>();
        if (link.between().isEmpty()) {
            add(rule.pairs(), from, to, fields, words);
        } else {
            Node between = inference.get(link.between());
            add(rule.pairs(), from, between, fields, words);
            add(rule.farPairs(), between, to, fields, words);
        }
        String description = rule.definition().description();
        String lead = description.isEmpty() ? "" : description.strip() + " ";
        return new Reason(
                rule.definition().key(),
                rule.definition().classification(),
                fields,
                lead + String.join("; ", words) + ".");
    }

    private static void add(List<FieldPair> pairs, Node from, Node to, List<Field> fields, List<String> words) {
        List<Field> found = Matching.of(pairs, from, to);
        if (found == null) {
            return;
        }
        fields.addAll(found);
        words.add(found.stream()
                .map(field -> field.from() + " of " + from.title() + " " + field.relation() + " " + field.to() + " of "
                        + to.title() + " (" + shortened(JsonWriter.text(field.value())) + ")")
                .collect(Collectors.joining(", ")));
    }

    private static String shortened(String text) {
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "...";
    }
}
