package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.List;
import java.util.SplittableRandom;

/** Random contents of structs, well-formed unless asked otherwise. */
final class Contents {
    private static final List<String> STRINGS =
            List.of("a", "hello", "ß", "😀", "a😀b", "\uFFFD", "x\u0000y", "__proto__");
    private static final List<String> JSON = List.of(
            "true",
            "null",
            "1",
            "-0",
            "1e300",
            "\"s\"",
            "{\"a\":[1,{}]}",
            "[]",
            "\"\\ud83d\"",
            "1e999",
            "{\"a\":1,\"a\":2}");

    private Contents() {}

    /** Gives the struct a content of its kind. */
    static void fill(Draft.Struct struct, SplittableRandom random) {
        Lib0Writer out = new Lib0Writer();
        struct.length = 1;
        switch (struct.ref()) {
            case 0, 1, 10 -> {
                struct.length = random.nextInt(1, 5);
                out.writeVarUint(struct.length);
            }
            case 2 -> out.writeVarUint(1).writeString(pick(JSON, random));
            case 3 -> out.writeBytes(new byte[] {0, (byte) 255});
            case 4 -> {
                String text = pick(STRINGS, random);
                struct.length = text.length();
                out.writeString(text);
            }
            case 5 -> out.writeString(pick(JSON, random));
            case 6 -> out.writeString("bold").writeString(pick(JSON, random));
            case 7 -> type(out, random);
            case 8 -> {
                struct.length = random.nextInt(1, 4);
                out.writeVarUint(struct.length);
                for (int i = 0; i < struct.length; i++) {
                    any(out, random, 3);
                }
            }
            case 9 -> {
                out.writeString("guid" + random.nextInt(3))
                        .writeByte(118)
                        .writeVarUint(1)
                        .writeString("meta");
                any(out, random, 1);
            }
            default -> out.writeByte(random.nextInt(256));
        }
        struct.content = out.toBytes();
    }

    private static void type(Lib0Writer out, SplittableRandom random) {
        int kind = random.nextInt(20) == 0
                ? random.nextInt(9)
                : List.of(0, 1, 2, 3, 4, 6).get(random.nextInt(6));
        out.writeVarUint(kind);
        if (kind == 3 || kind == 5) {
            out.writeString("p");
        }
    }

    static void any(Lib0Writer out, SplittableRandom random, int depth) {
        int kind = 127 - random.nextInt(depth > 0 ? 12 : 9);
        out.writeByte(kind);
        switch (kind) {
            case 125 -> out.writeVarInt(random.nextLong(-(1L << 40), 1L << 40));
            case 124 -> raw(out, random, 4);
            case 123, 122 -> raw(out, random, 8);
            case 119 -> out.writeString(pick(STRINGS, random));
            case 118 -> {
                out.writeVarUint(2).writeString("k");
                any(out, random, depth - 1);
                out.writeString(pick(STRINGS, random));
                any(out, random, depth - 1);
            }
            case 117 -> {
                out.writeVarUint(2);
                any(out, random, depth - 1);
                any(out, random, depth - 1);
            }
            case 116 -> out.writeBytes(new byte[] {1, 2, 3});
            default -> {}
        }
    }

    private static void raw(Lib0Writer out, SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        out.writeRaw(bytes, 0, count);
    }

    private static String pick(List<String> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
