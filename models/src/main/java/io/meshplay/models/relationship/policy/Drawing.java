package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.FieldPath;
import io.meshplay.models.relationship.policy.Remark.Kind;
import io.meshplay.models.relationship.rule.Compare;
import io.meshplay.models.relationship.rule.FieldPair;
import io.meshplay.models.relationship.rule.Matching;
import io.meshplay.models.relationship.rule.Node;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.relationship.rule.Rule;
import io.meshplay.models.relationship.rule.Rule.Shape;
import io.meshplay.models.relationship.rule.Secrets;
import io.meshplay.models.relationship.rule.Trees;
import io.meshplay.models.relationship.rule.Tuples;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One drawn relationship being carried out: it makes fields agree that its rule pairs. A value that somebody changed
 * after it was written is left alone; entries of others in a map are left alone; what it wrote is traced.
 */
final class Drawing {
    private final Workspace workspace;
    private final String relationship;
    private final Rule rule;
    private final List<Trace> before;
    private final Set<Trace> visited = new HashSet<>();
    private final Set<List<String>> decided = new HashSet<>();
    private final List<Trace> traces = new ArrayList<>();
    private final Set<Remark> remarks = new LinkedHashSet<>();

    Drawing(Workspace workspace, String relationship, Rule rule, Ledger ledger) {
        this.workspace = workspace;
        this.relationship = relationship;
        this.rule = rule;
        this.before = ledger.traces();
    }

    Set<Remark> remarks() {
        return remarks;
    }

    /** {@return what it has written, now that it is carried out} */
    List<Trace> run(String from, String to, @Nullable String between) {
        if (rule.shape() == Shape.BINDING && between != null) {
            pairs(rule.pairs(), from, between);
            pairs(rule.farPairs(), between, to);
        } else {
            pairs(rule.pairs(), from, to);
        }
        for (Trace trace : before) {
            if (!visited.contains(trace)) {
                undo(trace);
            }
        }
        return traces;
    }

    private void pairs(List<FieldPair> pairs, String from, String to) {
        boolean holds = Matching.of(pairs, workspace.get(from), workspace.get(to)) != null;
        Set<List<String>> lists = new HashSet<>();
        for (FieldPair pair : pairs) {
            if (!written(pair)) {
                continue;
            }
            Node mutator = workspace.get(pair.fromMutates() ? from : to);
            Node mutated = workspace.get(pair.fromMutates() ? to : from);
            List<String> tokens = pair.mutated().tokens();
            int more = tokens.indexOf(FieldPath.MORE);
            if (!pair.mutated().inConfiguration()) {
                continue; // names and kinds are what they are
            }
            if (more < 0) {
                single(pair, mutator, mutated);
            } else if (lists.add(tokens.subList(0, more))) {
                var list = new ItemList(pairs, pair.fromMutates(), tokens.subList(0, more + 1));
                if (list.keyed() || !holds || before.stream().anyMatch(Trace::made)) {
                    items(list, mutator, mutated);
                }
            }
        }
        if (traces.isEmpty() && pairs.stream().allMatch(pair -> pair.compare().fills())) {
            remark(
                    Kind.WAITING,
                    "there is nothing yet that " + workspace.get(from).title() + " and "
                            + workspace.get(to).title() + " could share");
        }
        List<FieldPair> given = pairs.stream().filter(pair -> !written(pair)).toList();
        if (!given.isEmpty() && Matching.of(given, workspace.get(from), workspace.get(to)) == null) {
            remark(
                    Kind.WAITING,
                    "what relates " + workspace.get(from).title() + " and "
                            + workspace.get(to).title() + " is not filled in");
        }
    }

    /** {@return whether the mutator's value determines what to write} */
    private static boolean written(FieldPair pair) {
        Compare within = pair.fromMutates() ? Compare.FROM_CONTAINS_TO : Compare.TO_CONTAINS_FROM;
        return pair.compare() != Compare.NOT_NULL && pair.compare() != within;
    }

    private void single(FieldPair pair, Node mutator, Node mutated) {
        Json value = Tuples.first(mutator, pair.mutator());
        List<String> place = Trees.concrete(mutated.tree(), pair.mutated().keys());
        if (value == null || place == null) {
            if (!pair.compare().fills()) {
                String blank = value == null
                        ? pair.mutator() + " of " + mutator.title()
                        : "what is around " + pair.mutated() + " of " + mutated.title();
                remark(Kind.WAITING, blank + " is blank");
            }
            keep(mutated, place == null ? List.of() : place, false);
            return;
        }
        if (pair.compare() == Compare.FILL_NUMBER && !(value instanceof Json.Numeral)) {
            return;
        }
        Json current = Trees.read(mutated.tree(), place);
        if (!pair.compare().fills()
                && value instanceof Json.Fields(Map<String, Json> entries)
                && Trees.textMap(value)
                && (Trees.blank(current) || Trees.textMap(current))) {
            int kept = kept(mutated, place);
            entries.forEach((key, entry) -> {
                List<String> child = new ArrayList<>(place);
                child.add(key);
                decide(pair, mutator, mutated.id(), child, entry, true, kept);
            });
            return;
        }
        decide(pair, mutator, mutated.id(), place, value, false, kept(mutated, place));
    }

    private void decide(
            FieldPair pair, Node mutator, String id, List<String> place, Json value, boolean merged, int kept) {
        Node mutated = workspace.get(id);
        if (!decided.add(List.of(id, Trees.pointer(place)))) {
            return; // the first pair that has a value decides
        }
        Json current = Trees.read(mutated.tree(), place);
        Trace trace = traced(mutated, place);
        if (trace == null) {
            boolean blank = Trees.blank(current);
            if (value.equals(current) && !pair.compare().fills()) {
                trace(new Trace(id, Trees.named(mutated.tree(), place), current, value, false, false, place.size()));
            } else if (blank || (!merged && !pair.compare().fills())) {
                var written = new Trace(
                        id,
                        Trees.named(mutated.tree(), place),
                        current,
                        value,
                        false,
                        pair.compare().fills(),
                        kept);
                write(pair, mutator, mutated, place, value, written);
            } else if (!pair.compare().fills()) {
                remark(Kind.CONFLICT, mutated.title() + " has another value at " + String.join(".", place));
            }
            return;
        }
        visited.add(trace);
        if (value.equals(current)) {
            trace(trace.withWritten(value));
        } else if (trace.written().equals(current)) {
            if (!write(pair, mutator, mutated, place, value, trace.withWritten(value))) {
                trace(trace);
            }
        } else {
            trace(trace);
            remark(Kind.DIVERGED, mutated.title() + " was changed by hand at " + String.join(".", place));
        }
    }

    private boolean write(FieldPair pair, Node mutator, Node mutated, List<String> place, Json value, Trace written) {
        String refusal = workspace.refusal(mutated, place, value);
        if (refusal.isEmpty()) {
            refusal = workspace.write(
                    mutated, place, value, written.kept(), reason(pair, mutator, mutated, place, value));
        }
        if (!refusal.isEmpty()) {
            remark(Kind.CONFLICT, refusal);
            return false;
        }
        trace(written);
        return true;
    }

    private Reason reason(FieldPair pair, Node mutator, Node mutated, List<String> place, Json value) {
        Json shown = Secrets.shown(mutator, pair.mutator().tokens(), value);
        String at = String.join(".", place);
        String words = mutated.title() + ": " + at + " is " + JsonWriter.text(shown) + ", as " + pair.mutator() + " of "
                + mutator.title() + " says";
        String from = pair.mutator().toString();
        var field = pair.fromMutates()
                ? new Reason.Field(from, at, "is written to", shown)
                : new Reason.Field(at, from, "is taken from", shown);
        return new Reason(rule.definition().key(), rule.definition().classification(), List.of(field), words);
    }

    private void items(ItemList list, Node mutator, Node mutated) {
        List<String> place = Trees.concrete(mutated.tree(), list.keys());
        List<ItemList.Item> wanted = list.wanted(mutator);
        if (place == null || wanted.isEmpty()) {
            if (list.keyed()) {
                remark(
                        Kind.WAITING,
                        place == null
                                ? mutated.title() + " has no item around " + String.join(".", list.keys())
                                : "what " + mutated.title() + " takes from " + mutator.title() + " is blank");
            }
            keep(mutated, place == null ? List.of() : place, true);
            return;
        }
        for (ItemList.Item item : wanted) {
            item(list, item, wanted, mutator, workspace.get(mutated.id()), place);
        }
    }

    private void item(
            ItemList list,
            ItemList.Item item,
            List<ItemList.Item> wanted,
            Node mutator,
            Node mutated,
            List<String> place) {
        List<Json> items =
                Trees.read(mutated.tree(), place) instanceof Json.Items(List<Json> values) ? values : List.of();
        List<Trace> mine = before.stream()
                .filter(trace -> trace.item() && at(trace, mutated, place) && !visited.contains(trace))
                .toList();
        Trace own = mine.stream()
                .filter(trace -> item.is(trace.written()))
                .findFirst()
                .orElse(null);
        if (items.stream().anyMatch(item::is)) {
            if (own != null) {
                visited.add(own);
                trace(own);
            }
            return;
        }
        if (own != null) {
            visited.add(own);
            trace(own);
            remark(
                    Kind.DIVERGED,
                    "what was added to " + String.join(".", place) + " of " + mutated.title()
                            + " was removed or changed by hand");
            return;
        }
        Trace stale = mine.stream()
                .filter(trace -> wanted.stream().noneMatch(one -> one.is(trace.written())))
                .findFirst()
                .orElse(null);
        int index = stale == null ? items.size() : items.indexOf(stale.written());
        if (stale != null) {
            visited.add(stale);
        }
        if (index < 0 && stale != null) {
            trace(stale);
            remark(Kind.DIVERGED, "what was added to " + String.join(".", place) + " was changed by hand");
            return;
        }
        List<String> at = new ArrayList<>(place);
        at.add(Integer.toString(index));
        var written = stale == null
                ? new Trace(
                        mutated.id(),
                        Trees.named(mutated.tree(), place),
                        null,
                        item.json(),
                        true,
                        !list.keyed(),
                        kept(mutated, place))
                : stale.withWritten(item.json());
        write(list.first(), mutator, mutated, at, item.json(), written);
    }

    private void undo(Trace trace) {
        Node node = workspace.find(trace.component());
        String title = node == null ? trace.component() : node.title();
        Reason reason = Undo.reason(rule.definition(), title, trace);
        String refusal = workspace.undo(relationship, trace, reason);
        if (!refusal.isEmpty()) {
            remark(Kind.CONFLICT, refusal);
            trace(trace);
        }
    }

    private void trace(Trace trace) {
        traces.add(trace);
    }

    private @Nullable Trace traced(Node node, List<String> place) {
        for (Trace trace : before) {
            if (!trace.item() && at(trace, node, place)) {
                return trace;
            }
        }
        return null;
    }

    /** What a blank mutator would decide waits with it: a name that somebody is retyping undoes nothing. */
    private void keep(Node mutated, List<String> place, boolean item) {
        for (Trace trace : before) {
            List<String> at = Trees.concrete(mutated.tree(), trace.place());
            boolean below = at != null
                    && at.size() >= place.size()
                    && at.subList(0, place.size()).equals(place);
            if (trace.item() == item && trace.component().equals(mutated.id()) && below && visited.add(trace)) {
                trace(trace);
            }
        }
    }

    /** {@return how many steps of a place there were before any relationship wrote} */
    private int kept(Node node, List<String> place) {
        int kept = Trees.existing(node.tree(), place);
        for (Trace trace : workspace.traces(node.id(), traces)) {
            List<String> other = Trees.concrete(node.tree(), trace.place());
            if (other != null && trace.kept() < Trees.common(other, place)) {
                kept = Math.min(kept, trace.kept());
            }
        }
        return kept;
    }

    private static boolean at(Trace trace, Node node, List<String> place) {
        return trace.component().equals(node.id()) && place.equals(Trees.concrete(node.tree(), trace.place()));
    }

    private void remark(Kind kind, String words) {
        remarks.add(new Remark(relationship, kind, words));
    }
}
