package io.meshplay.crdt.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;

/** Crafts updates that fit a document, but for a share of hostile fields. */
final class Grammar {
    private static final List<Long> EDGES = List.of(
            0L, 1L, 127L, 65_536L, (1L << 31) - 1, 1L << 31, (1L << 32) - 1, 1L << 32, (1L << 53) - 1, Long.MAX_VALUE);
    private static final List<Integer> REFS = List.of(0, 1, 3, 4, 4, 4, 5, 6, 6, 7, 7, 8, 8, 8, 9, 10);

    private final SplittableRandom random;
    private final Pool pool;
    private final double hostile;

    /** With hostile fields at a rate from 0 to 1. */
    Grammar(SplittableRandom random, Pool pool, double hostile) {
        this.random = random;
        this.pool = pool;
        this.hostile = hostile;
    }

    Draft draft() {
        Draft draft = new Draft();
        int sections = random.nextInt(10) == 0 ? 2 : 1;
        for (int i = 0; i < sections; i++) {
            long client = odd() ? edge() : pool.client(random);
            if (draft.sections.stream().noneMatch(one -> one.client == client) || odd()) {
                draft.sections.add(section(client));
            }
        }
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                Draft.Id from = pool.item(random);
                draft.delete(odd() ? new Draft.Id(from.client(), edge()) : from, odd() ? edge() : random.nextInt(1, 4));
            }
        }
        if (odd()) {
            draft.countLie = random.nextInt(-1, 3);
        }
        return draft;
    }

    private Draft.Section section(long client) {
        long known = pool.clock(client);
        long clock = odd() ? edge() : random.nextInt(12) == 0 ? Math.max(0, known - random.nextInt(4)) : known;
        Draft.Section section = new Draft.Section(client, clock);
        long at = clock;
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            Draft.Struct struct = struct(section, at);
            section.structs.add(struct);
            at += struct.length;
        }
        return section;
    }

    Draft.Struct struct(Draft.Section section, long at) {
        Draft.Struct struct = new Draft.Struct();
        int ref = odd() ? random.nextInt(32) : REFS.get(random.nextInt(REFS.size()));
        struct.info = ref;
        place(struct, section, at);
        Contents.fill(struct, random);
        if (odd()) {
            struct.info ^= 1 << random.nextInt(8);
        }
        return struct;
    }

    private void place(Draft.Struct struct, Draft.Section section, long at) {
        if (struct.ref() == 0 || struct.ref() == 10) {
            return;
        }
        switch (random.nextInt(6)) {
            case 0 -> root(struct, random.nextBoolean());
            case 1 -> {
                struct.parent = reference(pool.type(random));
                key(struct, random.nextInt(3) > 0);
            }
            case 2 -> right(struct, reference(pool.item(random)));
            case 3 -> {
                origin(struct, reference(pool.item(random)));
                right(struct, reference(pool.item(random)));
            }
            default ->
                origin(
                        struct,
                        at > 0 && random.nextBoolean()
                                ? new Draft.Id(section.client, at - 1)
                                : reference(pool.item(random)));
        }
    }

    private void root(Draft.Struct struct, boolean keyed) {
        struct.root = pool.root(random).getBytes(UTF_8);
        key(struct, keyed);
    }

    private void key(Draft.Struct struct, boolean keyed) {
        if (keyed) {
            struct.info |= Draft.KEY;
            struct.key = pool.key(random);
        }
    }

    private static void origin(Draft.Struct struct, Draft.Id id) {
        struct.info |= Draft.ORIGIN;
        struct.origin = id;
    }

    private static void right(Draft.Struct struct, Draft.Id id) {
        struct.info |= Draft.RIGHT;
        struct.right = id;
    }

    private Draft.Id reference(Draft.Id id) {
        return odd() ? new Draft.Id(random.nextBoolean() ? id.client() : edge(), edge()) : id;
    }

    private boolean odd() {
        return random.nextDouble() < hostile;
    }

    long edge() {
        return EDGES.get(random.nextInt(EDGES.size()));
    }
}
