package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/**
 * Puts one new struct, whose dependencies are known, at its place: the YATA algorithm as Yjs runs it, so that every replica finds the
 * same order.
 */
final class Integrator {
    /** What became of a struct. */
    enum Taken {
        AS_IT_CAME,
        /** It came with content, but what it builds on is deleted. */
        AS_GC,
        /** All values but the last are deleted. */
        AS_LAST_VALUE
    }

    private final Offer offer;
    private final Structure structure;
    private final Neighbours neighbours;

    Integrator(Offer offer) {
        this.offer = offer;
        this.structure = offer.structure;
        this.neighbours = new Neighbours(offer);
    }

    /**
     * Takes the clocks of a struct that are not known yet.
     *
     * @param clock first clock of the struct
     * @param end behind its last clock
     * @param contentTo behind its last byte
     * @return what became of it
     */
    Taken integrate(StructHeader header, ClientStructs client, int clock, int end, int contentTo)
            throws RefusedException {
        offer.spend(1);
        int known = client.clock();
        Item item = new Item(client, known, end - known, header.ref);
        if (header.ref == Ref.GC) {
            item.becomeGc();
            append(item);
            return Taken.AS_IT_CAME;
        }
        Item left = known > clock
                ? client.find(known - 1)
                : header.originClient == StructHeader.NONE ? null : find(header.originClient, header.originClock);
        Item right = header.rightClient == StructHeader.NONE ? null : find(header.rightClient, header.rightClock);
        Chain chain = chain(header, left, right);
        if (chain == null || chain.parent.deleted()) {
            item.place = chain != null ? chain.place : placeOfGc(header, left, right);
            item.becomeGc();
            offer.touch(item.place);
            append(item);
            return Taken.AS_GC;
        }
        requireLegal(header, chain);
        if (chain.key != null && header.ref == Ref.ANY && end - known > 1) {
            // Yjs joins the values that one key had; each but the last is overwritten by the next.
            Item overwritten = new Item(client, known, end - known - 1, Ref.DELETED);
            setOrigins(overwritten, header, clock);
            place(overwritten, header, chain, left);
            item = new Item(client, end - 1, 1, Ref.ANY);
            left = overwritten;
        }
        setOrigins(item, header, clock);
        setContent(item, header, chain, item.clock - clock, contentTo);
        place(item, header, chain, left);
        return item.clock == known ? Taken.AS_IT_CAME : Taken.AS_LAST_VALUE;
    }

    private void append(Item item) {
        item.client.append(item);
        structure.structs++;
        offer.undo.integrated(item);
    }

    private Item find(long client, int clock) {
        return structure.client(client).find(clock);
    }

    /** The list that the struct belongs to, null when it must become GC. */
    private @Nullable Chain chain(StructHeader header, @Nullable Item left, @Nullable Item right)
            throws RefusedException {
        if ((left != null && left.gc()) || (right != null && right.gc())) {
            return null;
        }
        Chain chain = left != null ? left.chain : right != null ? right.chain : null;
        if (left != null && right != null && left.chain != right.chain) {
            if (deleted(left.chain) || deleted(right.chain)) {
                return null;
            }
            throw Offer.bad("origins of different parents", header.offset);
        }
        if (chain != null) {
            return chain;
        }
        SharedType parent = header.root != null ? offer.root(header.root) : parent(header);
        return parent == null ? null : parent.chain(header.key);
    }

    private static boolean deleted(@Nullable Chain chain) {
        return chain == null || chain.parent.deleted();
    }

    private @Nullable SharedType parent(StructHeader header) throws RefusedException {
        Item item = find(header.parentClient, header.parentClock);
        if (item.type != null) {
            return item.type;
        }
        if (item.live()) {
            throw Offer.bad("a parent that is no type", header.offset);
        }
        return null;
    }

    private @Nullable Touched placeOfGc(StructHeader header, @Nullable Item left, @Nullable Item right) {
        Item witness = left != null ? left : right;
        if (witness == null && header.parentClient != StructHeader.NONE) {
            witness = find(header.parentClient, header.parentClock);
        }
        return witness == null ? null : witness.place();
    }

    private void requireLegal(StructHeader header, Chain chain) throws RefusedException {
        if (!chain.parent.mayHold(chain.key)) {
            throw Offer.bad("a kind of parent that has no such list", header.offset);
        }
        if (chain.key == null && !chain.parent.mayHoldInSequence(header.ref)) {
            throw Offer.bad("a piece of text in what is no text", header.offset);
        }
        if (chain.key != null && header.ref != Ref.DELETED) {
            boolean value = header.ref == Ref.ANY
                    || header.ref == Ref.BINARY
                    || header.ref == Ref.TYPE
                    || header.ref == Ref.DOCUMENT;
            if (!value) {
                throw Offer.bad("content under a key that is no value", header.offset);
            }
        }
        int depth = chain.parent.depth + 1;
        if (header.ref == Ref.TYPE && depth > structure.limits().typeDepthMax()) {
            throw new RefusedException(
                    new Refusal.TooDeep(depth, structure.limits().typeDepthMax()));
        }
    }

    private void setOrigins(Item item, StructHeader header, int clock) {
        if (item.clock > clock) {
            item.origin = item.client;
            item.originClock = item.clock - 1;
        } else if (header.originClient != StructHeader.NONE) {
            item.origin = structure.client(header.originClient);
            item.originClock = header.originClock;
        }
        if (header.rightClient != StructHeader.NONE) {
            item.rightOrigin = structure.client(header.rightClient);
            item.rightOriginClock = header.rightClock;
        }
    }

    private void setContent(Item item, StructHeader header, Chain chain, int trimmed, int contentTo) {
        if (header.ref == Ref.DELETED) {
            return;
        }
        item.bytes = header.bytes;
        item.from = header.contentFrom;
        item.to = contentTo;
        if (header.ref == Ref.TYPE) {
            item.type = new SharedType(item, chain, header.typeKind());
        } else if (header.ref == Ref.DOCUMENT) {
            structure.subdocuments++;
        }
        if (trimmed > 0) {
            Splits.dropHead(item, trimmed);
        }
        structure.contentBytes += item.to - item.from;
    }

    private void place(Item item, StructHeader header, Chain chain, @Nullable Item originItem) throws RefusedException {
        neighbours.requireApart(item, header.offset);
        Item left = originItem;
        if (left != null && item.origin != null && left.end() - 1 != item.originClock) {
            offer.split(left, item.originClock + 1);
        }
        Item right = null;
        if (item.rightOrigin != null) {
            // The split above may have cut it.
            right = offer.cleanStart(item.rightOrigin.find(item.rightOriginClock), item.rightOriginClock);
        }
        if (left != null && right != null && item.origin != null) {
            // A right origin inside the run of the origin cut that run again.
            left = item.origin.find(item.originClock);
        }
        neighbours.requireSeenTogether(item, chain, left, right, header.offset);
        if (left == null && chain.key != null) {
            // Native code walks from the current value of a key to its first one.
            offer.spend(chain.size);
        }
        if (left == null ? right == null || right.left != null : left.right != right) {
            left = conflictFree(item, left, right, chain);
        }
        chain.link(item, left);
        append(item);
        if (item.kind == Ref.DELETED) {
            item.deleted = true;
        }
        offer.touch(chain.place);
        if (chain.key != null) {
            if (item.right != null) {
                offer.delete(item);
            } else if (item.left != null) {
                offer.delete(item.left);
            }
        }
    }

    /** The item behind which a new one belongs among those that were inserted at the same place. */
    private @Nullable Item conflictFree(Item item, @Nullable Item start, @Nullable Item right, Chain chain)
            throws RefusedException {
        Item left = start;
        int before = structure.scanned;
        int conflicting = before;
        for (Item other = start == null ? chain.first : start.right; other != null && other != right; ) {
            offer.spend(1);
            other.scanned = ++structure.scanned;
            if (item.hasOrigin(other.origin, other.originClock)) {
                if (other.client.id < item.client.id) {
                    left = other;
                    conflicting = structure.scanned;
                } else if (item.hasRightOrigin(other.rightOrigin, other.rightOriginClock)) {
                    break;
                }
            } else {
                ClientStructs client = other.origin;
                if (client == null) {
                    break;
                }
                int seen = originItem(other, client).scanned;
                if (seen <= before) {
                    break;
                }
                if (seen <= conflicting) {
                    left = other;
                    conflicting = structure.scanned;
                }
            }
            other = other.right;
        }
        return left;
    }

    private static Item originItem(Item item, ClientStructs client) {
        Item left = item.left;
        // In a run each item's origin is its neighbour.
        return left != null && left.client == client && left.end() - 1 == item.originClock
                ? left
                : client.find(item.originClock);
    }
}
