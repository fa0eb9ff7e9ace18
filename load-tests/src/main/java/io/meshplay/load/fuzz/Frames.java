package io.meshplay.load.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.crdt.fuzz.HostileUpdates;
import io.meshplay.crdt.lib0.Lib0Writer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frames against one room in one framing: hostile content in honest envelopes, broken envelopes, broken frames,
 * and random bytes.
 */
final class Frames {
    private static final List<String> VECTORS = List.of(
            "ffffffff07",
            "01",
            "0101",
            "02010101",
            "0201020103",
            "01ffffffffffffffffff0101",
            "0180808080100100",
            "",
            "00ff");
    private static final List<Long> NUMBERS =
            List.of(0L, 1L, 127L, 128L, 65_536L, (1L << 31) - 1, 1L << 31, (1L << 32) - 1, 1L << 53, Long.MAX_VALUE);
    private static final int JSON_DEPTH_MAX = 6_000;
    private static final int FRAME_BYTES_MAX = 16 << 20;

    private final SplittableRandom random;
    private final HostileUpdates updates;
    /** Null in y-websocket framing. */
    private @Nullable String address;

    Frames(SplittableRandom random, HostileUpdates updates) {
        this.random = random;
        this.updates = updates;
    }

    /** From now on under this address; null in y-websocket framing. */
    void address(@Nullable String now) {
        address = now;
    }

    Attack next() {
        var kind = random.nextInt(100);
        if (kind < 44) {
            return Attack.whole("update", Said.sync(address, Said.UPDATE, updates.next()));
        }
        if (kind < 52) {
            return Attack.whole("step 2", Said.sync(address, Said.STEP_2, updates.next()));
        }
        if (kind < 66) {
            return Attack.whole("mutated message", HostileUpdates.mutated(random, honest(), honest()));
        }
        if (kind < 72) {
            return Attack.whole("random bytes", randomBytes(1 + random.nextInt(200)));
        }
        if (kind < 77) {
            return Attack.whole("state vector", Said.sync(address, Said.STEP_1, vector()));
        }
        if (kind < 82) {
            return Attack.whole("awareness", awareness());
        }
        if (kind < 85) {
            return Attack.whole("false length", falseLength());
        }
        if (kind < 89) {
            return Attack.whole("any type", anyType());
        }
        if (kind < 92 && address != null) {
            return Attack.whole("authentication", authentication());
        }
        return kind < 95 ? parts() : brokenFrame();
    }

    /** Messages under many other addresses, none of them authenticated; and authentication where it makes no sense. */
    byte[][] otherDocuments(String design, int count) {
        var all = new byte[count][];
        for (var i = 0; i < count; i++) {
            var other = random.nextBoolean() ? design + "\0x" + random.nextInt() : "none-" + random.nextInt();
            all[i] = switch (random.nextInt(4)) {
                case 0 -> Said.sync(other, Said.UPDATE, updates.next());
                case 1 -> Said.sync(other, Said.STEP_1, vector());
                case 2 ->
                    Said.message(other, Said.AUTH)
                            .writeVarUint(0)
                            .writeString(random.nextBoolean() ? "" : "no such token")
                            .toBytes();
                default -> Said.message(other, Said.LEAVE).toBytes();
            };
        }
        return all;
    }

    private byte[] honest() {
        return switch (random.nextInt(6)) {
            case 0 -> Said.sync(address, Said.STEP_1, new byte[] {0});
            case 1 -> awareness();
            case 2 -> Said.message(address, Said.QUERY_AWARENESS).toBytes();
            case 3 ->
                Said.message(address, Said.STATELESS)
                        .writeString("{\"type\":\"epoch\"}")
                        .toBytes();
            default -> Said.sync(address, random.nextInt(3), updates.next());
        };
    }

    private byte[] randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        // Small first bytes are types, and short addresses.
        bytes[0] = random.nextBoolean() ? (byte) random.nextInt(12) : bytes[0];
        return bytes;
    }

    private byte[] vector() {
        return random.nextBoolean()
                ? HexFormat.of().parseHex(VECTORS.get(random.nextInt(VECTORS.size())))
                : randomBytes(1 + random.nextInt(12));
    }

    private byte[] awareness() {
        var entries = new Lib0Writer();
        var count = random.nextInt(4);
        entries.writeVarUint(random.nextInt(6) == 0 ? number() : count);
        for (var i = 0; i < count; i++) {
            entries.writeVarUint(random.nextInt(5) == 0 ? number() : random.nextInt(2_000))
                    .writeVarUint(random.nextInt(5) == 0 ? number() : random.nextInt(9))
                    .writeString(state());
        }
        return Said.message(address, 1).writeBytes(entries.toBytes()).toBytes();
    }

    private String state() {
        return switch (random.nextInt(7)) {
            case 0 -> "null";
            case 1 -> "[".repeat(random.nextInt(JSON_DEPTH_MAX));
            case 2 -> "[".repeat(20) + "]".repeat(20);
            case 3 -> "{\"a\":" + "\"x".repeat(random.nextInt(50));
            case 4 -> "{\"big\":\"" + "x".repeat(random.nextInt(80_000)) + "\"}";
            case 5 -> "{\"__proto__\":{\"admin\":true},\"n\":1e999}";
            default -> "{\"user\":{\"name\":\"Ann\"},\"cursor\":[1,2]}";
        };
    }

    private long number() {
        return NUMBERS.get(random.nextInt(NUMBERS.size()));
    }

    private byte[] falseLength() {
        var out = Said.message(address, random.nextInt(6));
        return switch (random.nextInt(3)) {
            case 0 -> out.writeVarUint(random.nextInt(3)).writeVarUint(number()).toBytes();
            case 1 -> out.writeVarUint(number()).writeRaw(randomBytes(9), 0, 9).toBytes();
            default ->
                new Lib0Writer()
                        .writeVarUint(number())
                        .writeRaw(randomBytes(20), 0, 20)
                        .toBytes();
        };
    }

    private byte[] anyType() {
        var body = randomBytes(1 + random.nextInt(20));
        var type = random.nextInt(5) == 0 ? number() : random.nextInt(130);
        return Said.message(address, type).writeRaw(body, 0, body.length).toBytes();
    }

    private byte[] authentication() {
        var out = Said.message(address, Said.AUTH).writeVarUint(random.nextInt(4));
        return out.writeString(random.nextBoolean() ? "" : "x".repeat(random.nextInt(3_000)))
                .writeString("4.8.0")
                .toBytes();
    }

    /** An honest envelope in several frames, with pings between them or not. */
    private Attack parts() {
        var message = Said.sync(address, Said.UPDATE, updates.next());
        var size = random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(message.length);
        var wire = new ByteArrayOutputStream();
        for (var at = 0; at < message.length; at += size) {
            var to = Math.min(message.length, at + size);
            var first = (at == 0 ? 0x02 : 0x00) | (to == message.length ? 0x80 : 0);
            wire.writeBytes(RawSocket.frame(first, true, to - at, Arrays.copyOfRange(message, at, to)));
            if (random.nextInt(4) == 0 && to < message.length) {
                wire.writeBytes(RawSocket.frame(0x89, true, 4, new byte[4]));
            }
        }
        return new Attack("in parts", wire.toByteArray(), message);
    }

    private Attack brokenFrame() {
        var message = Said.sync(address, Said.UPDATE, updates.next());
        var length = message.length;
        return switch (random.nextInt(11)) {
            case 0 ->
                Attack.broken(
                        "reserved bit", RawSocket.frame(0x82 | (0x10 << random.nextInt(3)), true, length, message));
            case 1 -> Attack.broken("unmasked", RawSocket.frame(0x82, false, length, message));
            case 2 -> {
                var whole = RawSocket.frame(message);
                yield Attack.broken("cut off", Arrays.copyOf(whole, random.nextInt(whole.length)));
            }
            case 3 ->
                Attack.broken(
                        "declared huge", RawSocket.frame(0x82, true, Long.MAX_VALUE >> random.nextInt(38), message));
            case 4 -> Attack.broken("declared negative", RawSocket.frame(0x82, true, Long.MIN_VALUE, message));
            case 5 -> Attack.broken("text", RawSocket.frame(0x81, true, length, message));
            case 6 ->
                Attack.broken("reserved opcode", RawSocket.frame(0x83 + random.nextInt(5), true, length, message));
            case 7 -> Attack.broken("long ping", RawSocket.frame(0x89, true, 200, new byte[200]));
            case 8 -> Attack.broken("continuation of nothing", RawSocket.frame(0x80, true, length, message));
            case 9 -> Attack.broken("bad close", RawSocket.frame(0x88, true, 3, "\0\1x".getBytes(UTF_8)));
            default -> Attack.broken("above the limit", RawSocket.frame(0x82, true, FRAME_BYTES_MAX + 1L, message));
        };
    }
}
