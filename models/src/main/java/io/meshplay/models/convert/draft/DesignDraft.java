package io.meshplay.models.convert.draft;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.FractionalIndex;
import io.meshplay.models.design.Ids;
import io.meshplay.models.design.Relationship;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A design as a file has it; what contradicts itself is settled, and reported, when it is finished. */
public final class DesignDraft {
    private static final String ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;

    /** The name of the design. */
    public final String name;
    /** Whether this program wrote the file: then positions and texts stay as they are. */
    public final boolean ours;

    /** Its components, in the order of the file. */
    public final List<DraftComponent> components = new ArrayList<>();
    /** Its relationships, in the order of the file. */
    public final List<DraftRelationship> relationships = new ArrayList<>();

    /**
     * A draft without a component.
     *
     * @param ours whether this program wrote the file
     */
    public DesignDraft(String name, boolean ours) {
        this.name = name;
        this.ours = ours;
    }

    /** {@return the design; what contradicts itself is settled and said} */
    public Design finish(RandomGenerator random, ImportLimits limits, Warnings warnings) {
        if (components.isEmpty()) {
            throw new ImportRefusedException(Kind.NO_COMPONENT, "There is no component in the file.");
        }
        requireAtMost(limits.componentsMax(), components.size(), "components");
        requireAtMost(limits.relationshipsMax(), relationships.size(), "relationships");
        var freshIds = new FreshIds(random, warnings);
        Map<String, String> ids = settleIds(freshIds);
        settleParents(ids, warnings);
        settleOrder();
        if (!ours) {
            new Layout(components).arrange();
        }
        List<Component> finished =
                components.stream().map(DraftComponent::finished).toList();
        return new Design(name, finished, settleRelationships(freshIds, ids, warnings));
    }

    private static void requireAtMost(int limit, int count, String what) {
        if (count > limit) {
            throw new ImportRefusedException(
                    Kind.TOO_LARGE, "There are " + count + " " + what + "; a design has at most " + limit + ".");
        }
    }

    /** {@return what the file calls its components, each with its id in the design} */
    private Map<String, String> settleIds(FreshIds freshIds) {
        Map<String, String> ids = new HashMap<>();
        // First those that have one, so that no new id is in their way.
        for (DraftComponent component : components) {
            if (!component.id.isEmpty()) {
                settleId(component, freshIds, ids);
            }
        }
        for (DraftComponent component : components) {
            if (component.id.isEmpty()) {
                settleId(component, freshIds, ids);
            }
        }
        return ids;
    }

    private static void settleId(DraftComponent component, FreshIds freshIds, Map<String, String> ids) {
        String id = freshIds.unique(component.id, component.path);
        ids.putIfAbsent(component.reference(), id);
        component.id = id;
    }

    private void settleParents(Map<String, String> ids, Warnings warnings) {
        Map<String, DraftComponent> byId = new HashMap<>();
        components.forEach(component -> byId.put(component.id, component));
        for (DraftComponent component : components) {
            if (component.parent.isEmpty()) {
                continue;
            }
            String parent = ids.getOrDefault(component.parent, "");
            if (!byId.containsKey(parent) || parent.equals(component.id)) {
                warnings.add(
                        component.path, "Its parent " + component.parent + " is not in the file; it stands alone.");
                parent = "";
            }
            component.parent = parent;
        }
        for (String id : new TreeSet<>(byId.keySet())) {
            DraftComponent component = byId.get(id);
            if (component != null && isInsideItself(component, byId)) {
                warnings.add(component.path, "It is inside itself; it stands alone.");
                component.parent = "";
            }
        }
    }

    private static boolean isInsideItself(DraftComponent component, Map<String, DraftComponent> byId) {
        Set<String> seen = new HashSet<>();
        DraftComponent around = byId.get(component.parent);
        while (around != null && around != component && seen.add(around.id)) {
            around = byId.get(around.parent);
        }
        return around == component;
    }

    private void settleOrder() {
        List<DraftComponent> drawn = components.stream()
                .filter(component -> component.z.isEmpty())
                .sorted(Comparator.comparingDouble(component -> component.layer))
                .toList();
        if (!ours) {
            for (int i = 0; i < drawn.size(); i++) {
                drawn.get(i).z = FractionalIndex.of(i);
            }
        }
    }

    private List<Relationship> settleRelationships(FreshIds freshIds, Map<String, String> ids, Warnings warnings) {
        List<Relationship> settled = new ArrayList<>();
        freshIds.forget();
        for (DraftRelationship draft : relationships) {
            String from = ids.get(draft.from());
            String to = ids.get(draft.to());
            if (from == null || to == null) {
                String missing = from == null ? draft.from() : draft.to();
                warnings.add(draft.path(), "Its end " + missing + " is not in the file; the relationship is left out.");
            } else {
                settled.add(new Relationship(
                        freshIds.unique(draft.id(), draft.path()),
                        from,
                        to,
                        draft.kind(),
                        draft.sub(),
                        draft.selectors(),
                        draft.metadata()));
            }
        }
        return settled;
    }

    /** Gives ids away, none twice. */
    private static final class FreshIds {
        private final RandomGenerator random;
        private final Warnings warnings;
        private final Set<String> taken = new HashSet<>();

        private FreshIds(RandomGenerator random, Warnings warnings) {
            this.random = random;
            this.warnings = warnings;
        }

        private void forget() {
            taken.clear();
        }

        private String unique(String wanted, String path) {
            if (Ids.isValid(wanted) && taken.add(wanted)) {
                return wanted;
            }
            if (!wanted.isEmpty()) {
                warnings.add(
                        path,
                        Ids.isValid(wanted)
                                ? "Its id stands twice in the file; it has a new one."
                                : "Its id cannot be one; it has a new one.");
            }
            String id = created();
            while (!taken.add(id)) {
                id = created();
            }
            return id;
        }

        private String created() {
            var id = new StringBuilder(ID_LENGTH);
            for (int i = 0; i < ID_LENGTH; i++) {
                id.append(ID_CHARACTERS.charAt(random.nextInt(ID_CHARACTERS.length())));
            }
            return id.toString();
        }
    }
}
