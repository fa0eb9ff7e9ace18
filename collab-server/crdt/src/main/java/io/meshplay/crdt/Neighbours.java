package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/**
 * Refuses origins between which replicas of Yjs find different places, depending on what they know and in which order they learnt it.
 *
 * <p>An honest client sees both origins side by side, but for an undo below a type that was restored: there the right origin may even
 * stand before the origin, and Yjs then looks for the place up to the end of the list.
 */
final class Neighbours {
    private final Offer offer;

    Neighbours(Offer offer) {
        this.offer = offer;
    }

    /**
     * Refuses a right origin that is the origin or stands before it in one run: Yjs cuts the run there and inserts before the right
     * origin, but where another replica has cut the run already, it inserts behind the origin.
     */
    void requireApart(Item item, int offset) throws RefusedException {
        ClientStructs client = item.origin;
        int right = item.rightOriginClock;
        if (client == null || item.rightOrigin != client || right > item.originClock) {
            return;
        }
        Item at = client.find(item.originClock);
        while (at.clock > right) {
            offer.spend(1);
            Item before = client.find(at.clock - 1);
            if (!mayBeOneRun(before, at)) {
                return;
            }
            at = before;
        }
        throw Offer.bad("a right origin before the origin in one run", offset);
    }

    /** Whether a replica may hold both as one item; of any kind, as both may be deleted one day. */
    private static boolean mayBeOneRun(Item left, Item right) {
        return right.hasOrigin(left.client, left.end() - 1)
                && right.hasRightOrigin(left.rightOrigin, left.rightOriginClock);
    }

    /**
     * Refuses origins between which stands what either of them was inserted at: who knew both knew that as well, and would have named
     * it in their stead. An undo below a type that the same client has restored does otherwise, but only among structs of its own.
     */
    void requireSeenTogether(Item item, Chain chain, @Nullable Item left, @Nullable Item right, int offset)
            throws RefusedException {
        Item first = left == null ? chain.first : left.right;
        if (first == right) {
            return;
        }
        Item parent = chain.parent.item;
        boolean own = parent != null && parent.client == item.client;
        Item before = right == null || item.hasOrigin(right.origin, right.originClock)
                ? null
                : named(own, item, right, right.origin, right.originClock);
        Item behind = left == null || item.hasRightOrigin(left.rightOrigin, left.rightOriginClock)
                ? null
                : named(own, item, left, left.rightOrigin, left.rightOriginClock);
        if (before == null && behind == null) {
            return;
        }
        boolean between = false;
        for (Item at = first; at != null; at = at.right) {
            if (at == right) {
                break;
            }
            offer.spend(1);
            between |= at == before || at == behind;
            if (between && right == null) {
                break;
            }
            if (at.right == null && right != null) {
                // The right origin stands before the origin.
                return;
            }
        }
        if (between) {
            throw Offer.bad("origins that nobody can have seen together", offset);
        }
    }

    /** The origin of a neighbour; null when it says nothing. */
    private static @Nullable Item named(
            boolean own, Item item, Item neighbour, @Nullable ClientStructs client, int clock) {
        return client == null || (own && client == item.client && neighbour.client == client)
                ? null
                : client.find(clock);
    }
}
