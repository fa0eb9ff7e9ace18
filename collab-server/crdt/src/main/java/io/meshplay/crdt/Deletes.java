package io.meshplay.crdt;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Applies the delete ranges of an update as far as their clocks are known. */
final class Deletes {
    /** From this many ranges on that change nothing, leaving them out is worth new bytes. */
    private static final int IDLE_RANGES_MAX = 16;

    private final Offer offer;
    private final DecodedUpdate.Index update;

    /** Ranges that changed nothing, by index. */
    final BitSet idle = new BitSet();

    /** Whether a range reached above the known clocks. */
    boolean cut;

    Deletes(Offer offer) {
        this.offer = offer;
        this.update = offer.update;
    }

    void takeAll() throws RefusedException {
        for (int i = 0; i < update.deleteCount; i++) {
            long id = update.deleteClient[i];
            ClientStructs client = offer.structure.clientOrNull(id);
            for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
                offer.spend(1);
                take(client, id, r);
            }
        }
    }

    /** Whether the ranges cannot be forwarded as they came. */
    boolean changed() {
        return cut || idle.cardinality() > IDLE_RANGES_MAX;
    }

    /** The known end of a range. */
    int end(int range, int known) {
        return Math.min(update.rangeClock[range] + update.rangeLength[range], known);
    }

    private void take(@Nullable ClientStructs client, long id, int range) throws RefusedException {
        int known = client == null ? 0 : client.clock();
        int from = update.rangeClock[range];
        int to = end(range, known);
        if (to < from + update.rangeLength[range]) {
            cut = true;
            offer.lacks("deleted clock", id, Math.max(from, known));
        }
        if (client == null || from >= to || !delete(client, from, to)) {
            idle.set(range);
        }
    }

    private boolean delete(ClientStructs client, int from, int to) throws RefusedException {
        boolean any = false;
        for (int at = from; at < to; ) {
            offer.spend(1);
            Item item = client.find(at);
            if (item.live()) {
                Item target = item.clock < at ? offer.split(item, at) : item;
                if (target.end() > to) {
                    offer.split(target, to);
                }
                offer.delete(target);
                item = target;
                any = true;
            }
            at = item.end();
        }
        return any;
    }
}
