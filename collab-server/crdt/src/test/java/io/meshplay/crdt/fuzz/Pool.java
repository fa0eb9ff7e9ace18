package io.meshplay.crdt.fuzz;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a document is known to hold, for updates that refer to it. */
final class Pool {
    private static final List<String> ROOTS =
            List.of("meta", "components", "relationships", "comments", "text", "list", "xml", "", "new", "__proto__");

    final Map<Long, Long> clocks = new HashMap<>();
    private final List<Draft.Id> items = new ArrayList<>();
    private final List<Draft.Id> types = new ArrayList<>();
    private final List<byte[]> keys = new ArrayList<>();

    /** Notes what a taken update brought. */
    void note(Draft draft) {
        for (Draft.Section section : draft.sections) {
            long clock = section.clock;
            for (Draft.Struct struct : section.structs) {
                Draft.Id id = new Draft.Id(section.client, clock);
                items.add(id.plus(struct.length - 1));
                if (struct.ref() == 7) {
                    types.add(id);
                }
                if (struct.key != null) {
                    keys.add(struct.key);
                }
                clock += struct.length;
            }
            clocks.merge(section.client, clock, Math::max);
        }
    }

    long client(SplittableRandom random) {
        if (clocks.isEmpty() || random.nextInt(8) == 0) {
            return random.nextInt(1, 6);
        }
        List<Long> ids = new ArrayList<>(clocks.keySet());
        ids.sort(null);
        return ids.get(random.nextInt(ids.size()));
    }

    long clock(long client) {
        return clocks.getOrDefault(client, 0L);
    }

    /** An item, mostly one of the newest: these are neighbours more often. */
    Draft.Id item(SplittableRandom random) {
        if (items.isEmpty()) {
            return new Draft.Id(1, 0);
        }
        int from = random.nextBoolean() ? Math.max(0, items.size() - 8) : 0;
        Draft.Id id = items.get(random.nextInt(from, items.size()));
        return random.nextInt(6) == 0 && id.clock() > 0 ? id.plus(-1) : id;
    }

    Draft.Id type(SplittableRandom random) {
        return types.isEmpty() ? item(random) : types.get(random.nextInt(types.size()));
    }

    String root(SplittableRandom random) {
        return ROOTS.get(random.nextInt(ROOTS.size()));
    }

    byte[] key(SplittableRandom random) {
        return keys.isEmpty() || random.nextInt(3) == 0
                ? new byte[] {(byte) ('a' + random.nextInt(4))}
                : keys.get(random.nextInt(keys.size()));
    }
}
