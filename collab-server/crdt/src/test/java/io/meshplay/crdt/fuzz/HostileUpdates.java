package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.judge.Recorded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** The generator of the fuzz for programs that send its updates elsewhere: real, mutated and crafted ones against one document. */
public final class HostileUpdates {
    private final Pool pool = new Pool();
    private final UpdateGenerator generator;

    /** For a new document; the real updates among them are those of a committed session. */
    public HostileUpdates(SplittableRandom random) {
        List<Recorded> sessions = Recorded.golden();
        List<byte[]> honest = sessions.get(random.nextInt(sessions.size())).updates();
        this.generator = new UpdateGenerator(random, pool, honest, 0);
    }

    /** The next update, well-formed or not. */
    public byte[] next() {
        return generator.next();
    }

    /** Tells that the document took an update, so that later ones refer to what it brought. */
    public void taken(byte[] update) {
        pool.note(DraftReader.read(update));
    }

    /** Behind the last clock of each client that a well-formed update brings, skips or deletes. */
    public static Map<Long, Long> ends(byte[] update) {
        Draft draft = DraftReader.read(update);
        Map<Long, Long> ends = new HashMap<>();
        for (Draft.Section section : draft.sections) {
            long length =
                    section.structs.stream().mapToLong(struct -> struct.length).sum();
            ends.merge(section.client, section.clock + length, Math::max);
        }
        for (Draft.Deletes deletes : draft.deletes) {
            deletes.ranges.forEach(range -> ends.merge(deletes.client, range.client() + range.clock(), Math::max));
        }
        return ends;
    }

    /** An update with one to three bytes or numbers changed; {@code other} is where splices come from. */
    public static byte[] mutated(SplittableRandom random, byte[] update, byte[] other) {
        return new ByteMutator(random).mutate(update, other);
    }
}
