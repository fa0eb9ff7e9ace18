package io.meshplay.crdt.fuzz;

import java.util.List;
import java.util.SplittableRandom;

/** Makes the next update against one document: real, mutated or crafted. */
final class UpdateGenerator {
    private static final int ATTACK_SIZE_MAX = 60;

    private final SplittableRandom random;
    private final Pool pool;
    private final List<byte[]> honest;
    private int next;

    /**
     * For one document.
     *
     * @param honest a session's updates; the first {@code taken} are in the document
     */
    UpdateGenerator(SplittableRandom random, Pool pool, List<byte[]> honest, int taken) {
        this.random = random;
        this.pool = pool;
        this.honest = honest;
        this.next = taken;
    }

    byte[] next() {
        int kind = random.nextInt(100);
        if (kind < 8 && next < honest.size()) {
            return honest.get(next++);
        }
        if (kind < 38) {
            return new ByteMutator(random).mutate(real(), real());
        }
        if (kind < 60) {
            Draft draft = DraftReader.read(real());
            new FieldMutator(random, pool).mutate(draft);
            return draft.write();
        }
        if (kind < 92) {
            return new Grammar(random, pool, random.nextInt(6) / 100.0).draft().write();
        }
        Attacks.Kind[] kinds = Attacks.Kind.values();
        return new Attacks(random, pool).make(kinds[random.nextInt(kinds.length)], random.nextInt(1, ATTACK_SIZE_MAX));
    }

    // Mostly what comes next: its origins are known, so that the change decides and not a gap.
    private byte[] real() {
        int index = random.nextInt(3) == 0
                ? random.nextInt(honest.size())
                : Math.min(next + random.nextInt(2), honest.size() - 1);
        return honest.get(index);
    }
}
