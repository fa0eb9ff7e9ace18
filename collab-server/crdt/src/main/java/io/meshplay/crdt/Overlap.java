package io.meshplay.crdt;

import io.meshplay.crdt.lib0.AnyValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares clocks that an update brings again with what is held under them. Runs may be split differently and either side may have
 * lost its content to a delete; live content that differs means that two writers share a client id.
 */
final class Overlap {
    private static final char REPLACEMENT = '\ufffd';

    private final Offer offer;
    private final StructHeader header;

    Overlap(Offer offer, StructHeader header) {
        this.offer = offer;
        this.header = header;
    }

    /** Refuses when the struct under the header, which begins at {@code start}, differs before {@code to}. */
    void require(ClientStructs client, int start, int to, int contentTo) throws RefusedException {
        if (header.ref == Ref.GC || header.ref == Ref.DELETED) {
            return;
        }
        for (int at = start; at < to; ) {
            offer.spend(1);
            Item held = client.find(at);
            int end = Math.min(held.end(), to);
            if (held.live() && !(samePlace(held, start, at) && sameContent(held, start, at, end, contentTo))) {
                throw new RefusedException(new Refusal.ClientIdReused(client.id, at));
            }
            at = end;
        }
    }

    /** Later units of a run have the unit before them as origin, on either side. */
    private boolean samePlace(Item held, int start, int at) {
        long origin = at > start ? held.client.id : header.originClient;
        int originClock = at > start ? at - 1 : header.originClock;
        ClientStructs heldOrigin = at > held.clock ? held.client : held.origin;
        int heldOriginClock = at > held.clock ? at - 1 : held.originClock;
        if (!same(heldOrigin, heldOriginClock, origin, originClock)
                || !same(held.rightOrigin, held.rightOriginClock, header.rightClient, header.rightClock)) {
            return false;
        }
        return at > start || !header.explicitParent() || sameParent(held);
    }

    private static boolean same(@Nullable ClientStructs held, int heldClock, long client, int clock) {
        return held == null ? client == StructHeader.NONE : held.id == client && heldClock == clock;
    }

    private boolean sameParent(Item held) {
        Chain chain = held.chain;
        if (chain == null || !Objects.equals(chain.key, header.key)) {
            return false;
        }
        Item parent = chain.parent.item;
        return parent == null
                ? chain.parent.root.equals(header.root)
                : parent.client.id == header.parentClient && parent.clock == header.parentClock;
    }

    private boolean sameContent(Item held, int start, int at, int end, int contentTo) throws RefusedException {
        if (held.kind != header.ref) {
            return false;
        }
        return switch (header.ref) {
            case Ref.STRING -> sameString(held, start, at, end, contentTo);
            case Ref.ANY -> sameArray(held, start, at, end, contentTo);
            default -> {
                offer.spend((contentTo - header.contentFrom) >> 6);
                yield Arrays.equals(held.bytes, held.from, held.to, header.bytes, header.contentFrom, contentTo)
                        || AnyValue.sameContent(
                                header.ref == Ref.DOCUMENT,
                                held.bytes,
                                held.from,
                                held.to,
                                header.bytes,
                                header.contentFrom,
                                contentTo);
            }
        };
    }

    private boolean sameString(Item held, int start, int at, int end, int contentTo) throws RefusedException {
        int from = header.contentFrom;
        if (Splits.ascii(held) && contentTo - from >= end - start && asciiEqual(held, start, at, end)) {
            return true;
        }
        offer.spend(((held.to - held.from) >> 6) + ((contentTo - from) >> 6));
        String mine = text(held);
        String theirs = new String(header.bytes, from, contentTo - from, StandardCharsets.UTF_8);
        for (int i = at; i < end; i++) {
            if (!sameUnit(mine.charAt(i - held.clock), theirs.charAt(i - start))) {
                return false;
            }
        }
        return true;
    }

    /** Equal bytes below 0x80 stand at equal units when everything before them is ASCII too. */
    private boolean asciiEqual(Item held, int start, int at, int end) throws RefusedException {
        int from = header.contentFrom;
        offer.spend((end - start) >> 6);
        for (int i = from; i < from + at - start; i++) {
            if (header.bytes[i] < 0) {
                return false;
            }
        }
        int mine = held.from + at - held.clock;
        int theirs = from + at - start;
        return Arrays.equals(held.bytes, mine, mine + end - at, header.bytes, theirs, theirs + end - at);
    }

    private static String text(Item held) {
        String text = new String(held.bytes, held.from, held.to - held.from, StandardCharsets.UTF_8);
        return (held.headBroken ? REPLACEMENT : "") + text + (held.tailBroken ? REPLACEMENT : "");
    }

    /** A replica that has split a pair of surrogates holds two replacement characters in its stead. */
    private static boolean sameUnit(char mine, char theirs) {
        return mine == theirs
                || (mine == REPLACEMENT && Character.isSurrogate(theirs))
                || (theirs == REPLACEMENT && Character.isSurrogate(mine));
    }

    private boolean sameArray(Item held, int start, int at, int end, int contentTo) throws RefusedException {
        offer.spend(((held.to - held.from) >> 4) + ((contentTo - header.contentFrom) >> 4));
        int mine = Splits.elementOffset(held.bytes, held.from, held.to, at - held.clock);
        int mineTo = Splits.elementOffset(held.bytes, mine, held.to, end - at);
        int theirs = Splits.elementOffset(header.bytes, header.contentFrom, contentTo, at - start);
        int theirsTo = Splits.elementOffset(header.bytes, theirs, contentTo, end - at);
        return Arrays.equals(held.bytes, mine, mineTo, header.bytes, theirs, theirsTo)
                || AnyValue.sameValues(held.bytes, mine, mineTo, header.bytes, theirs, theirsTo);
    }
}
