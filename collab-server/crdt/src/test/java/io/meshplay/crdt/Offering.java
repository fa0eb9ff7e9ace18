package io.meshplay.crdt;

import io.meshplay.crdt.lib0.MalformedException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;

/** A document under test: offers bytes to a structure and shows everything that the structure holds. */
final class Offering {
    final Structure structure;

    Offering() {
        this(StructureLimits.DEFAULTS);
    }

    Offering(StructureLimits limits) {
        structure = new Structure(limits);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    Verdict offer(String hex) {
        return offer(hex(hex));
    }

    Verdict offer(byte[] bytes) {
        return offer(bytes, Admission.OF_OWN_STATE, WorkBudget.DEFAULT);
    }

    Verdict offer(byte[] bytes, Admission admission, WorkBudget budget) {
        try {
            return structure.offer(UpdateDecoder.decode(bytes, DecodeLimits.DEFAULTS), admission, budget);
        } catch (MalformedException e) {
            return new Verdict.Refused(Refusal.of(e));
        }
    }

    /** Code of the refusal, or the name of the verdict. */
    static String code(Verdict verdict) {
        return verdict instanceof Verdict.Refused refused
                ? refused.refusal().code()
                : verdict.getClass().getSimpleName();
    }

    static Admission standing(Admission.Standing standing) {
        return new Admission() {
            @Override
            public Standing standing(long clientId) {
                return standing;
            }

            @Override
            public boolean mayTouch(Set<Touched> touched) {
                return true;
            }
        };
    }

    /** Everything that a refused update must leave as it was; checks the lists on the way. */
    String dump() {
        StringBuilder out = new StringBuilder();
        new TreeMap<>(structure.clients).forEach((id, client) -> {
            out.append('\n').append(id).append(" to ").append(client.clock()).append(':');
            int[] clock = {0};
            client.forEach(item -> {
                if (item.clock != clock[0]) {
                    throw new AssertionError("a hole at " + id + ":" + clock[0]);
                }
                clock[0] = item.end();
                out.append(item.live() ? " live " : " gone ").append(item.end());
            });
        });
        new TreeMap<>(structure.roots).forEach((name, root) -> type(root, name, out));
        return out.append("\nstructs ")
                .append(structure.structs)
                .append(" content ")
                .append(structure.contentBytes)
                .append(" subdocuments ")
                .append(structure.subdocuments)
                .toString();
    }

    private static void type(SharedType type, String name, StringBuilder out) {
        chain(type.sequence, name, out);
        new TreeMap<>(type.keys).forEach((key, chain) -> chain(chain, name + "." + key, out));
    }

    private static void chain(Chain chain, String name, StringBuilder out) {
        out.append('\n').append(name).append(':');
        Item before = null;
        for (Item item = chain.first; item != null; item = item.right) {
            if (item.left != before || item.chain != chain) {
                throw new AssertionError("a broken list in " + name);
            }
            before = item;
            out.append(' ')
                    .append(item.client.id)
                    .append(':')
                    .append(item.clock)
                    .append(item.live() ? "" : "-");
        }
        if (chain.last != before) {
            throw new AssertionError("a broken end in " + name);
        }
        for (Item item = chain.first; item != null; item = item.right) {
            if (item.type != null && item.live()) {
                type(item.type, name + "/" + item.client.id + ":" + item.clock, out);
            }
        }
    }
}
