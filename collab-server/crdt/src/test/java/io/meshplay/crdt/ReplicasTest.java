package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures that play clients: they edit at random places of what they know and get each other's updates late and out of order. */
class ReplicasTest {
    private static final int REPLICAS = 4;
    private static final int EDITS = 300;
    private static final Admission NOTHING = new Admission() {
        @Override
        public Standing standing(long clientId) {
            return Standing.OWN;
        }

        @Override
        public boolean mayTouch(Set<Touched> touched) {
            return false;
        }
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @DisplayName(
            "[GATE-40] replicas that took the same updates hold the same; a refused or repeated update changes nothing")
    void converge(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Offering> replicas = new ArrayList<>();
        List<Deque<byte[]>> inboxes = new ArrayList<>();
        for (int i = 0; i < REPLICAS; i++) {
            replicas.add(new Offering());
            inboxes.add(new ArrayDeque<>());
        }

        for (int edit = 0; edit < EDITS; edit++) {
            int writer = random.nextInt(REPLICAS);
            byte[] update = edit(replicas.get(writer), writer + 1, random);
            take(replicas.get(writer), update);
            for (int reader = 0; reader < REPLICAS; reader++) {
                if (reader != writer) {
                    inboxes.get(reader).add(update);
                }
            }
            int reader = random.nextInt(REPLICAS);
            deliver(replicas.get(reader), inboxes.get(reader), random.nextInt(8));
        }
        for (int reader = 0; reader < REPLICAS; reader++) {
            while (!inboxes.get(reader).isEmpty()) {
                deliver(replicas.get(reader), inboxes.get(reader), 1_000);
            }
        }

        String first = visible(replicas.getFirst());
        assertThat(replicas).allSatisfy(replica -> assertThat(visible(replica)).isEqualTo(first));
    }

    /** What builds on something that is still under way goes to the end of the queue. */
    private static void deliver(Offering replica, Deque<byte[]> inbox, int most) {
        for (int i = 0; i < most && !inbox.isEmpty(); i++) {
            byte[] update = inbox.poll();
            if (!take(replica, update)) {
                inbox.add(update);
            }
        }
    }

    private static boolean take(Offering replica, byte[] update) {
        String before = replica.dump();
        replica.offer(update, NOTHING, WorkBudget.DEFAULT);
        assertThat(replica.dump()).isEqualTo(before);
        Verdict verdict = replica.offer(update);
        if (verdict instanceof Verdict.Gap) {
            assertThat(replica.dump()).isEqualTo(before);
            return false;
        }
        assertThat(Offering.code(verdict)).isIn("Accepted", "Known");
        assertThat(replica.offer(update)).isInstanceOf(Verdict.Known.class);
        return true;
    }

    private static byte[] edit(Offering replica, long client, SplittableRandom random) {
        int clock = replica.structure.clock(client);
        List<Item> items = items(replica);
        Item victim = items.isEmpty() ? null : items.get(random.nextInt(items.size()));
        Lib0Writer out = new Lib0Writer();
        if (victim != null && random.nextInt(4) == 0) {
            int offset = random.nextInt(victim.length);
            out.writeVarUint(0).writeVarUint(1).writeVarUint(victim.client.id).writeVarUint(1);
            return out.writeVarUint(victim.clock + offset)
                    .writeVarUint(1 + random.nextInt(victim.length - offset))
                    .toBytes();
        }
        out.writeVarUint(1).writeVarUint(1).writeVarUint(client).writeVarUint(clock);
        if (random.nextInt(4) == 0) {
            key(replica, out, random);
        } else {
            text(victim, out, random);
        }
        return out.writeVarUint(0).toBytes();
    }

    /** Text before, behind or inside a known item. */
    private static void text(@Nullable Item at, Lib0Writer out, SplittableRandom random) {
        if (at == null) {
            out.writeByte(4).writeVarUint(1).writeString("t");
        } else if (at.length > 1 && random.nextBoolean()) {
            int offset = 1 + random.nextInt(at.length - 1);
            out.writeByte(0xc4).writeVarUint(at.client.id).writeVarUint(at.clock + offset - 1L);
            out.writeVarUint(at.client.id).writeVarUint(at.clock + offset);
        } else {
            Item right = at.right;
            out.writeByte(right == null ? 0x84 : 0xc4);
            out.writeVarUint(at.client.id).writeVarUint(at.end() - 1L);
            if (right != null) {
                out.writeVarUint(right.client.id).writeVarUint(right.clock);
            }
        }
        out.writeString(new String[] {"x", "abc", "ü\ud83d\ude00", "hello world"}[random.nextInt(4)]);
    }

    private static void key(Offering replica, Lib0Writer out, SplittableRandom random) {
        String key = "k" + random.nextInt(3);
        SharedType root = replica.structure.roots.get("m");
        Chain chain = root == null ? null : root.keys.get(key);
        Item last = chain == null ? null : chain.last;
        if (last == null) {
            out.writeByte(0x28).writeVarUint(1).writeString("m").writeString(key);
        } else {
            out.writeByte(0xa8).writeVarUint(last.client.id).writeVarUint(last.end() - 1L);
        }
        out.writeVarUint(1).writeByte(126);
    }

    private static List<Item> items(Offering replica) {
        List<Item> items = new ArrayList<>();
        SharedType root = replica.structure.roots.get("t");
        for (Item item = root == null ? null : root.sequence.first; item != null; item = item.right) {
            items.add(item);
        }
        return items;
    }

    /** The live clocks of each list in their order: how runs are split may differ. */
    private static String visible(Offering replica) {
        StringBuilder out = new StringBuilder();
        for (Item item : items(replica)) {
            for (int clock = item.clock; item.live() && clock < item.end(); clock++) {
                out.append(item.client.id).append(':').append(clock).append(' ');
            }
        }
        SharedType map = replica.structure.roots.get("m");
        for (int i = 0; map != null && i < 3; i++) {
            Chain chain = map.keys.get("k" + i);
            Item last = chain == null ? null : chain.last;
            out.append("\nk").append(i).append(' ').append(last == null ? "" : last.client.id + ":" + last.clock);
        }
        return out.toString();
    }
}
