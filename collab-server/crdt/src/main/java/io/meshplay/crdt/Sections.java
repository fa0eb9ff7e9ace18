package io.meshplay.crdt;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the structs of an update in an order in which each finds what it builds on, whatever the order of the client sections.
 *
 * <p>A section stops for good at a struct that builds on something unknown; nothing behind it is parked.
 */
final class Sections {
    private static final int LINEAR_MAX = 8;

    /** What became of a step in one section. */
    private enum Step {
        TAKEN,
        NEEDS,
        STOPPED
    }

    private final Offer offer;
    private final DecodedUpdate.Index update;
    private final StructHeader header;
    private final Integrator integrator;
    private final Overlap overlap;

    /** Per section: the next struct, its clock, the first new struct (-1 none), the first new clock, whether it stopped. */
    private final int[] cursor;

    private final int[] clock;
    final int[] firstNew;
    final int[] firstNewClock;
    private final BitSet stopped = new BitSet();
    private final BitSet waiting = new BitSet();
    private @Nullable Map<Long, Integer> byClient;

    /** Structs that became GC, by index; and whether the bytes received cannot be forwarded as they are. */
    final BitSet turnedGc = new BitSet();

    /** Structs of several values under one key, of which the last one counts. */
    final BitSet lastValue = new BitSet();

    boolean changed;
    private int needs;
    private int needsClock;

    Sections(Offer offer) {
        this.offer = offer;
        this.update = offer.update;
        this.header = new StructHeader(update.bytes);
        this.integrator = new Integrator(offer);
        this.overlap = new Overlap(offer, header);
        int count = update.sectionCount;
        cursor = Arrays.copyOf(update.sectionFirst, count);
        clock = Arrays.copyOf(update.sectionClock, count);
        firstNew = new int[count];
        Arrays.fill(firstNew, -1);
        firstNewClock = new int[count];
    }

    /** Behind the last struct taken of a section. */
    int takenEnd(int section) {
        return cursor[section];
    }

    /** The client ids that bring new structs. */
    long[] newClients() {
        long[] ids = new long[firstNew.length];
        int count = 0;
        for (int section = 0; section < firstNew.length; section++) {
            if (firstNew[section] >= 0) {
                ids[count++] = update.sectionClient[section];
            }
        }
        return Arrays.copyOf(ids, count);
    }

    void takeAll() throws RefusedException {
        // A section waits at most once, so the stacks are never deeper than there are sections.
        int[] stack = new int[update.sectionCount];
        int[] until = new int[update.sectionCount];
        for (int section = 0; section < update.sectionCount; section++) {
            int depth = 0;
            stack[0] = section;
            until[0] = Integer.MAX_VALUE;
            waiting.set(section);
            while (depth >= 0) {
                int top = stack[depth];
                Step step = clock[top] > until[depth] ? Step.STOPPED : step(top);
                switch (step) {
                    case TAKEN -> {}
                    case NEEDS -> {
                        depth++;
                        stack[depth] = needs;
                        until[depth] = needsClock;
                        waiting.set(needs);
                    }
                    case STOPPED -> {
                        waiting.clear(top);
                        depth--;
                    }
                }
            }
        }
    }

    private Step step(int section) throws RefusedException {
        int index = cursor[section];
        if (stopped.get(section) || index == update.sectionFirst[section + 1]) {
            return Step.STOPPED;
        }
        offer.spend(1);
        header.read(update.structOffset[index]);
        long id = update.sectionClient[section];
        int start = clock[section];
        int end = start + update.structLength[index];
        ClientStructs client = offer.structure.clientOrNull(id);
        int known = client == null ? 0 : client.clock();
        if (start > known) {
            return stop(section, "clock", id, known);
        }
        if (client != null && start < known && header.ref != Ref.SKIP) {
            overlap.require(client, start, Math.min(end, known), update.structEnd(section, index));
        }
        if (end > known) {
            Step step = takeNew(section, index, id, end);
            if (step != Step.TAKEN) {
                return step;
            }
        } else {
            changed = true;
        }
        cursor[section]++;
        clock[section] = end;
        return Step.TAKEN;
    }

    private Step takeNew(int section, int index, long id, int end) throws RefusedException {
        int start = clock[section];
        int known = offer.structure.clock(id);
        if (header.ref == Ref.SKIP) {
            return stop(section, "clock", id, known);
        }
        if (!offer.admission.mayWrite()) {
            throw new RefusedException(new Refusal.Forbidden());
        }
        Step ready = ready(section, id, start);
        if (ready != Step.TAKEN) {
            return ready;
        }
        if (firstNew[section] < 0) {
            if (offer.admission.standing(id) == Admission.Standing.OWNER_LIVE) {
                return stop(section, "the word of the owner of", id, known);
            }
            firstNew[section] = index;
            firstNewClock[section] = known;
        }
        changed |= known > start;
        ClientStructs client = offer.clientFor(id);
        switch (integrator.integrate(header, client, start, end, update.structEnd(section, index))) {
            case AS_IT_CAME -> {}
            case AS_GC -> {
                turnedGc.set(index);
                changed = true;
            }
            case AS_LAST_VALUE -> {
                lastValue.set(index);
                changed = true;
            }
        }
        return Step.TAKEN;
    }

    /** Whether everything is known that the struct under the header builds on. */
    private Step ready(int section, long id, int start) throws RefusedException {
        Step step = Step.TAKEN;
        if (header.originClient != StructHeader.NONE) {
            step = known(section, "origin", id, start, header.originClient, header.originClock);
        }
        if (step == Step.TAKEN && header.rightClient != StructHeader.NONE) {
            step = known(section, "right origin", id, start, header.rightClient, header.rightClock);
        }
        if (step == Step.TAKEN && header.parentClient != StructHeader.NONE) {
            step = known(section, "parent", id, start, header.parentClient, header.parentClock);
        }
        return step;
    }

    private Step known(int section, String what, long id, int start, long client, int wanted) throws RefusedException {
        if (client == id) {
            if (wanted >= start) {
                throw Offer.bad("a struct that builds on itself or its future", header.offset);
            }
            return Step.TAKEN;
        }
        if (wanted < offer.structure.clock(client)) {
            return Step.TAKEN;
        }
        int other = sectionOf(client);
        if (other < 0 || stopped.get(other) || waiting.get(other)) {
            return stop(section, what, client, wanted);
        }
        if (clock[other] > wanted || cursor[other] == update.sectionFirst[other + 1]) {
            return stop(section, what, client, wanted);
        }
        needs = other;
        needsClock = wanted;
        return Step.NEEDS;
    }

    private Step stop(int section, String what, long client, long at) {
        offer.lacks(what, client, at);
        stopped.set(section);
        changed = true;
        return Step.STOPPED;
    }

    private int sectionOf(long client) {
        if (update.sectionCount > LINEAR_MAX) {
            Map<Long, Integer> map = byClient;
            if (map == null) {
                map = new HashMap<>(update.sectionCount * 2);
                for (int i = 0; i < update.sectionCount; i++) {
                    map.put(update.sectionClient[i], i);
                }
                byClient = map;
            }
            return map.getOrDefault(client, -1);
        }
        for (int i = 0; i < update.sectionCount; i++) {
            if (update.sectionClient[i] == client) {
                return i;
            }
        }
        return -1;
    }
}
