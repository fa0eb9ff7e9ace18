package io.meshplay.crdt;

import java.util.BitSet;

/** Applies the delete ranges of an update. */
final class Deletes {
    /** From this many ranges on that change nothing, leaving them out is worth new bytes. */
    private static final int IDLE_RANGES_MAX = 16;

    private final Offer offer;
    private final DecodedUpdate.Index update;

    /** Ranges that changed nothing, by index. */
    final BitSet idle = new BitSet();

    /** Whether each range begins behind the one before it; Yjs parks and loses others when they come too early. */
    boolean sorted = true;

    private boolean skipped;

    Deletes(Offer offer) {
        this.offer = offer;
        this.update = offer.update;
    }

    /**
     * Deletes nothing at all when the update lacks anything: what is refused in the end must not have deleted, and the answer to a gap
     * brings the whole delete set.
     */
    void takeAll() throws RefusedException {
        findGaps();
        if (offer.missing() != null) {
            skipped = true;
            idle.set(0, update.rangeCount);
            return;
        }
        for (int i = 0; i < update.deleteCount; i++) {
            for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
                ClientStructs client = offer.structure.client(update.deleteClient[i]);
                if (!delete(client, update.rangeClock[r], update.rangeClock[r] + update.rangeLength[r])) {
                    idle.set(r);
                }
            }
        }
    }

    private void findGaps() throws RefusedException {
        for (int i = 0; i < update.deleteCount; i++) {
            int known = offer.structure.clock(update.deleteClient[i]);
            int end = -1;
            for (int r = update.deleteFirst[i]; r < update.deleteFirst[i + 1]; r++) {
                offer.spend(1);
                sorted &= update.rangeClock[r] > end;
                end = update.rangeClock[r] + update.rangeLength[r];
                if (update.rangeClock[r] + update.rangeLength[r] > known) {
                    offer.lacks("deleted clock", update.deleteClient[i], Math.max(update.rangeClock[r], known));
                }
            }
        }
    }

    /** Whether the ranges cannot be forwarded as they came. */
    boolean changed() {
        return skipped || !sorted || idle.cardinality() > IDLE_RANGES_MAX;
    }

    private boolean delete(ClientStructs client, int from, int to) throws RefusedException {
        boolean any = false;
        for (int at = from; at < to; ) {
            offer.spend(1);
            Item item = client.find(at);
            if (item.live()) {
                if (!offer.admission.mayWrite()) {
                    throw new RefusedException(new Refusal.Forbidden());
                }
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
