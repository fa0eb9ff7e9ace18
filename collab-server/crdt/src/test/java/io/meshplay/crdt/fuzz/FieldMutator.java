package io.meshplay.crdt.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Changes single fields of a real update: it stays well-formed for the most part, and lies. */
final class FieldMutator {
    private final SplittableRandom random;
    private final Pool pool;
    private final Grammar grammar;

    FieldMutator(SplittableRandom random, Pool pool) {
        this.random = random;
        this.pool = pool;
        this.grammar = new Grammar(random, pool, 0.02);
    }

    /** Changes one to three fields. */
    void mutate(Draft draft) {
        for (int left = random.nextInt(1, 4); left > 0; left--) {
            if (draft.sections.isEmpty() || random.nextInt(6) == 0) {
                deletes(draft);
            } else {
                section(draft, pick(draft.sections));
            }
        }
    }

    private void section(Draft draft, Draft.Section section) {
        switch (random.nextInt(14)) {
            case 0 -> section.client = random.nextInt(4) == 0 ? grammar.edge() : pool.client(random);
            case 1 -> section.clock = Math.max(0, section.clock + random.nextInt(-3, 4));
            case 2 -> section.clock = grammar.edge();
            case 3 -> section.clock = pool.clock(section.client);
            case 4 -> draft.sections.add(section);
            case 5 -> draft.sections.remove(section);
            case 6 -> draft.countLie += random.nextInt(-2, 3);
            case 7 -> {
                // Another user's client id at the clock that it uses next.
                section.client = pool.client(random);
                section.clock = pool.clock(section.client);
            }
            default -> struct(section);
        }
    }

    private void struct(Draft.Section section) {
        if (section.structs.isEmpty()) {
            return;
        }
        int index = random.nextInt(section.structs.size());
        Draft.Struct struct = section.structs.get(index).copy();
        section.structs.set(index, struct);
        switch (random.nextInt(13)) {
            case 0 -> struct.origin = other(section, struct.origin);
            case 1 -> struct.right = other(section, struct.right);
            case 2 -> {
                Draft.Id origin = struct.origin;
                struct.origin = struct.right;
                struct.right = origin;
            }
            case 3 -> struct.parent = random.nextBoolean() ? pool.type(random) : pool.item(random);
            case 4 -> struct.root = struct.root == null ? new byte[] {'r'} : null;
            case 5 -> struct.key = pool.key(random);
            case 6 -> struct.info ^= 1 << random.nextInt(8);
            case 7 -> struct.info = (struct.info & 0xe0) | random.nextInt(12);
            case 8 -> {
                struct.info = (struct.info & 0xe0) | random.nextInt(12);
                Contents.fill(struct, random);
            }
            case 9 -> section.structs.remove(index);
            case 10 -> section.structs.add(index, struct.copy());
            case 11 -> section.structs.add(index, grammar.struct(section, section.clock));
            default -> Contents.fill(struct, random);
        }
    }

    private Draft.@Nullable Id other(Draft.Section section, Draft.@Nullable Id id) {
        return switch (random.nextInt(4)) {
            case 0 -> new Draft.Id(section.client, section.clock);
            case 1 -> id == null ? null : id.plus(id.clock() == 0 ? 1 : random.nextInt(3) - 1);
            case 2 -> new Draft.Id(pool.client(random), grammar.edge());
            default -> pool.item(random);
        };
    }

    private void deletes(Draft draft) {
        if (draft.deletes.isEmpty() || random.nextBoolean()) {
            draft.delete(pool.item(random), random.nextInt(4) == 0 ? grammar.edge() : random.nextInt(1, 9));
            return;
        }
        Draft.Deletes of = pick(draft.deletes);
        switch (random.nextInt(3)) {
            case 0 -> of.client = pool.client(random);
            case 1 -> draft.deletes.add(of);
            default -> {
                if (!of.ranges.isEmpty()) {
                    of.ranges.set(
                            random.nextInt(of.ranges.size()),
                            new Draft.Id(
                                    random.nextInt(40), random.nextInt(5) == 0 ? grammar.edge() : random.nextInt(9)));
                }
            }
        }
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
