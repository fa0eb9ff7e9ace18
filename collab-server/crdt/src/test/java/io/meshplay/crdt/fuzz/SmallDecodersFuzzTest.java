package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.judge.Recorded;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The decoders of state vectors and awareness under mutated bytes. */
class SmallDecodersFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 100_000) / 4;
    private static final long SEED = Long.getLong("seed", 20_261_124L);

    private interface Decoder {
        byte[] decodeAndEncode(byte[] bytes) throws MalformedException;
    }

    @Test
    @DisplayName("[FUZZ-8] state vectors are decoded or refused, within the limits of time and memory")
    void decodesStateVectors() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> vectors = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Lib0Writer out = new Lib0Writer().writeVarUint(i);
            for (int n = 0; n < i; n++) {
                out.writeVarUint(random.nextInt(1 << random.nextInt(1, 31))).writeVarUint(random.nextInt(1000));
            }
            vectors.add(out.toBytes());
        }

        fuzz(vectors, random, bytes -> StateVector.decode(bytes).encode());
    }

    @Test
    @DisplayName("[FUZZ-8] awareness updates are decoded or refused, within the limits of time and memory")
    void decodesAwareness() {
        List<byte[]> updates = Recorded.record("awareness", SEED % 1000, 40).stream()
                .flatMap(session -> session.updates().stream())
                .toList();
        for (byte[] update : updates) {
            assertThat(taken(update, bytes -> AwarenessUpdate.decode(bytes).encode()))
                    .as("what stock Yjs sends")
                    .isTrue();
        }

        fuzz(
                updates,
                new SplittableRandom(SEED),
                bytes -> AwarenessUpdate.decode(bytes).encode());
    }

    private static void fuzz(List<byte[]> seeds, SplittableRandom random, Decoder decoder) {
        ByteMutator mutator = new ByteMutator(random);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes =
                    mutator.mutate(seeds.get(random.nextInt(seeds.size())), seeds.get(random.nextInt(seeds.size())));
            taken(bytes, decoder);
        }
    }

    private static boolean taken(byte[] bytes, Decoder decoder) {
        Meter meter = new Meter();
        meter.start();
        boolean taken = false;
        try {
            byte[] again = decoder.decodeAndEncode(bytes);
            taken = decoder.decodeAndEncode(again).length == again.length;
        } catch (MalformedException refused) {
            assertThat(refused.what()).isNotEmpty();
        }
        assertThat(meter.cpuMillis()).as(HexFormat.of().formatHex(bytes)).isLessThanOrEqualTo(100);
        assertThat(meter.allocatedBytes())
                .as(HexFormat.of().formatHex(bytes))
                .isLessThanOrEqualTo(64L * bytes.length + (1 << 20));
        return taken;
    }
}
