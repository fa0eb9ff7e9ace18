package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.rule.Compare;
import io.meshplay.models.relationship.rule.FieldPair;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Trees;
import io.meshplay.models.relationship.rule.Tuples;
import io.meshplay.models.relationship.rule.Tuples.Tuple;
import java.util.ArrayList;
import java.util.List;

/** The pairs of a rule that make items of one list: those whose mutated path goes through its {@code +}. */
final class ItemList {
    private final List<String> prefix;
    private final List<FieldPair> pairs;
    private final int keys;

    /** @param prefix the tokens of the mutated paths, up to {@code +} and with it */
    ItemList(List<FieldPair> all, boolean fromMutates, List<String> prefix) {
        this.prefix = prefix;
        List<FieldPair> inside = all.stream()
                .filter(pair -> pair.fromMutates() == fromMutates && inside(pair))
                .toList();
        List<FieldPair> first =
                inside.stream().filter(pair -> pair.compare().keyed()).toList();
        // Without a compared pair the first one tells items apart.
        List<FieldPair> telling = first.isEmpty() ? inside.subList(0, 1) : first;
        this.pairs = new ArrayList<>(telling);
        inside.stream().filter(pair -> !telling.contains(pair)).forEach(pairs::add);
        this.keys = telling.size();
    }

    /** {@return whether an item is what makes the rule hold} */
    boolean keyed() {
        return pairs.getFirst().compare().keyed();
    }

    FieldPair first() {
        return pairs.getFirst();
    }

    /** {@return the path of the list below the configuration} */
    List<String> keys() {
        return prefix.subList(1, prefix.size() - 1);
    }

    /** {@return the items that the mutator's values make} */
    List<Item> wanted(Node mutator) {
        List<Item> wanted = new ArrayList<>();
        for (Tuple tuple :
                Tuples.of(mutator, pairs.stream().map(FieldPair::mutator).toList(), keys)) {
            boolean number =
                    first().compare() != Compare.FILL_NUMBER || tuple.values().getFirst() instanceof Json.Numeral;
            Item item = new Item(tuple.values());
            if (number && wanted.stream().noneMatch(one -> one.is(item.json()))) {
                wanted.add(item);
            }
        }
        return wanted;
    }

    private boolean inside(FieldPair pair) {
        List<String> tokens = pair.mutated().tokens();
        return tokens.size() >= prefix.size()
                && tokens.subList(0, prefix.size()).equals(prefix);
    }

    private List<String> below(int pair) {
        List<String> tokens = pairs.get(pair).mutated().tokens();
        return tokens.subList(prefix.size(), tokens.size());
    }

    /** One item that is to be in the list. */
    final class Item {
        private final List<Json> values;

        private Item(List<Json> values) {
            this.values = values;
        }

        /** {@return whether an item of the list is this one: the values that tell items apart are the same} */
        boolean is(Json item) {
            for (int i = 0; i < keys; i++) {
                if (!values.get(i).equals(Trees.read(item, below(i)))) {
                    return false;
                }
            }
            return true;
        }

        Json json() {
            Json json = null;
            for (int i = 0; i < values.size(); i++) {
                if (!values.get(i).equals(Json.NIL)) {
                    json = Trees.put(json, below(i), values.get(i));
                }
            }
            return json == null ? Json.NO_FIELDS : json;
        }
    }
}
