package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

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
    private static final Meter METER = new Meter();
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
                out.writeVarUint(n * 7_919L + random.nextInt(7_919)).writeVarUint(random.nextInt(1000));
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

        fuzz(
                updates,
                new SplittableRandom(SEED),
                bytes -> AwarenessUpdate.decode(bytes).encode());
    }

    private static void fuzz(List<byte[]> seeds, SplittableRandom random, Decoder decoder) {
        for (byte[] seed : seeds) {
            // Also loads the classes on the way, which would count below.
            assertThat(decoded(seed, decoder)).as("what stock Yjs sends").isTrue();
        }
        ByteMutator mutator = new ByteMutator(random);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes =
                    mutator.mutate(seeds.get(random.nextInt(seeds.size())), seeds.get(random.nextInt(seeds.size())));
            METER.start();
            decoded(bytes, decoder);
            requireCheap(bytes);
        }
    }

    private static boolean decoded(byte[] bytes, Decoder decoder) {
        try {
            byte[] again = decoder.decodeAndEncode(bytes);
            return decoder.decodeAndEncode(again).length == again.length;
        } catch (MalformedException refused) {
            assertThat(refused.what()).isNotEmpty();
            return false;
        }
    }

    private static void requireCheap(byte[] bytes) {
        long cpu = METER.cpuMillis();
        long allocated = METER.allocatedBytes();
        if (cpu <= 100 && allocated <= 64L * bytes.length + (1 << 20)) {
            return;
        }
        fail("%d ms, %d bytes for %s", cpu, allocated, HexFormat.of().formatHex(bytes));
    }
}
