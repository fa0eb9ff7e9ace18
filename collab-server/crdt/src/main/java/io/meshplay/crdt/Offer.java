package io.meshplay.crdt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One update on its way into a structure: what it changed so far, what it may still cost, what it lacks. */
final class Offer {
    final Structure structure;
    final DecodedUpdate.Index update;
    final Admission admission;
    final UndoLog undo = new UndoLog();
    private final WorkBudget budget;
    private final int structsBefore;
    private final int subdocumentsBefore;
    private final long contentBytesBefore;
    final Map<String, SharedType> newRoots = new HashMap<>(0);
    private final List<ClientStructs> newClients = new ArrayList<>(0);
    private long steps;
    private @Nullable String missing;
    private @Nullable Touched lastTouched;
    private Set<Touched> touched = Set.of();

    Offer(Structure structure, DecodedUpdate update, Admission admission, WorkBudget budget) {
        this.structure = structure;
        this.update = update.index();
        this.admission = admission;
        this.budget = budget;
        this.structsBefore = structure.structs;
        this.subdocumentsBefore = structure.subdocuments;
        this.contentBytesBefore = structure.contentBytes;
    }

    /** Counts work before it is done. */
    void spend(long more) throws RefusedException {
        steps += more;
        if (steps > budget.stepsMax()) {
            throw new RefusedException(new Refusal.TooMuchWork(budget.stepsMax()));
        }
    }

    /** Notes the first thing that is not known. */
    void lacks(String what, long client, long clock) {
        if (missing == null) {
            missing = what + " " + client + ":" + clock;
        }
    }

    @Nullable String missing() {
        return missing;
    }

    void touch(@Nullable Touched place) {
        if (place == null || place.equals(lastTouched)) {
            return;
        }
        lastTouched = place;
        if (touched.isEmpty()) {
            touched = Set.of(place);
        } else if (!touched.contains(place)) {
            if (touched.size() == 1) {
                touched = new HashSet<>(touched);
            }
            touched.add(place);
        }
    }

    Set<Touched> touched() {
        return Collections.unmodifiableSet(touched);
    }

    static RefusedException bad(String what, int offset) {
        return new RefusedException(new Refusal.BadStructure(what, offset));
    }

    static void require(String what, long value, long limit) throws RefusedException {
        if (value > limit) {
            throw new RefusedException(new Refusal.TooLarge(what, value, limit));
        }
    }

    /** The structs of a client; an unknown one is made known. */
    ClientStructs clientFor(long id) throws RefusedException {
        ClientStructs client = structure.clientOrNull(id);
        if (client == null) {
            require("clients", structure.clients.size() + 1L, structure.limits().clientsMax());
            client = new ClientStructs(id);
            structure.clients.put(id, client);
            newClients.add(client);
        }
        return client;
    }

    /** A root type; a new one belongs to the structure when the offer is settled. */
    SharedType root(String name) throws RefusedException {
        SharedType root = structure.roots.get(name);
        if (root == null) {
            root = newRoots.get(name);
        }
        if (root == null) {
            if (structure.roots.size() + newRoots.size() >= structure.limits().rootsMax()) {
                throw new RefusedException(
                        new Refusal.TooManyRoots(structure.limits().rootsMax()));
            }
            root = new SharedType(name);
            newRoots.put(name, root);
        }
        return root;
    }

    /** Refuses growth above a limit of the document; what does not grow is taken even there. */
    void requireLimits() throws RefusedException {
        StructureLimits limits = structure.limits();
        requireGrowth("structs", structsBefore, structure.structs, limits.structsMax());
        requireGrowth("subdocuments", subdocumentsBefore, structure.subdocuments, limits.subdocumentsMax());
        requireGrowth("contentBytes", contentBytesBefore, structure.contentBytes, limits.contentBytesMax());
    }

    private static void requireGrowth(String what, long before, long now, long limit) throws RefusedException {
        if (now > before) {
            require(what, now, limit);
        }
    }

    /** Leaves the structure exactly as it was. */
    void undo() {
        undo.undo();
        for (ClientStructs client : newClients) {
            structure.clients.remove(client.id);
        }
        structure.structs = structsBefore;
        structure.subdocuments = subdocumentsBefore;
        structure.contentBytes = contentBytesBefore;
    }

    /** Whether nothing was changed so far. */
    boolean unchanged() {
        return undo.size() == 0;
    }

    /** The item that begins exactly at a known clock; GC is not split. */
    Item cleanStart(Item item, int clock) throws RefusedException {
        if (item.clock == clock || item.gc()) {
            return item;
        }
        return split(item, clock);
    }

    /** Cuts an item and counts what that costs here and in native code, which copies the second part. */
    Item split(Item item, int at) throws RefusedException {
        int bytes = item.to - item.from;
        spend(1 + (Splits.ascii(item) ? 0 : bytes >> 4) + (bytes >> 10));
        Item right = Splits.split(item, at);
        structure.contentBytes += (item.to - item.from) + (right.to - right.from) - bytes;
        structure.structs++;
        undo.split(item);
        return right;
    }

    /** Marks an item and all that stands below it as deleted. */
    void delete(Item item) throws RefusedException {
        if (!item.live()) {
            return;
        }
        mark(item);
        SharedType type = item.type;
        if (type != null) {
            deleteChildren(type);
        }
    }

    private void mark(Item item) throws RefusedException {
        spend(1);
        item.deleted = true;
        structure.contentBytes -= item.to - item.from;
        if (item.kind == Ref.DOCUMENT) {
            structure.subdocuments--;
        }
        undo.deleted(item);
        touch(item.place());
    }

    private void deleteChildren(SharedType top) throws RefusedException {
        // Iterative: types can be nested 64 deep, each with many children.
        ArrayDeque<SharedType> open = new ArrayDeque<>();
        open.add(top);
        for (SharedType type = open.poll(); type != null; type = open.poll()) {
            for (Item item = type.sequence.first; item != null; item = item.right) {
                spend(1);
                deleteChild(item, open);
            }
            for (Chain chain : type.keys.values()) {
                if (chain.last != null) {
                    deleteChild(chain.last, open);
                }
            }
        }
    }

    private void deleteChild(Item item, ArrayDeque<SharedType> open) throws RefusedException {
        if (item.live()) {
            mark(item);
            if (item.type != null) {
                open.add(item.type);
            }
        }
    }
}
