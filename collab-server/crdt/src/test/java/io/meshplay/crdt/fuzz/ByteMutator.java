package io.meshplay.crdt.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Changes bytes without knowing what they mean. */
final class ByteMutator {
    private static final String[] VARINTS = {
        "00",
        "7f",
        "8001",
        "ffff03",
        "ffffffff07",
        "ffffffff0f",
        "8080808010",
        "ffffffffffffff0f",
        "ffffffffffffffffff01",
        "8080808080808080808000",
        "808000"
    };

    private final SplittableRandom random;

    ByteMutator(SplittableRandom random) {
        this.random = random;
    }

    /** One to three changes; {@code other} is where splices come from. */
    byte[] mutate(byte[] bytes, byte[] other) {
        byte[] changed = bytes;
        for (int left = random.nextInt(1, 4); left > 0; left--) {
            changed = once(changed, other);
        }
        return changed;
    }

    private byte[] once(byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(1, 9));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes);
            case 1 -> join(bytes, 0, at, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, at + 1));
            case 2 -> join(bytes, 0, at, varint(), Math.min(bytes.length, at + 1));
            case 3 -> join(bytes, 0, at, varint(), at);
            case 4 -> join(bytes, 0, at, new byte[0], random.nextInt(4) == 0 ? bytes.length : end);
            case 5 -> join(bytes, 0, end, slice(bytes, at, end), end);
            case 6 -> join(bytes, 0, at, slice(other, random.nextInt(other.length + 1), other.length), end);
            default -> join(bytes, 0, bytes.length, varint(), bytes.length);
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private byte[] varint() {
        return HexFormat.of().parseHex(VARINTS[random.nextInt(VARINTS.length)]);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private static byte[] join(byte[] bytes, int from, int to, byte[] middle, int rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, from, to - from);
        out.writeBytes(middle);
        out.write(bytes, rest, bytes.length - rest);
        return out.toByteArray();
    }
}
