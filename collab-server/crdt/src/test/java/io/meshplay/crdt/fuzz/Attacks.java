package io.meshplay.crdt.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The attacks that are known by name (research on Yjs servers, attacks A1 to A20), at any size. */
final class Attacks {
    private static final List<String> DEADLY = List.of(
            "010107000401016102" + "61f000",
            "0102070300ffffffff0700ffffffff0700",
            "0102070000ffffffff0f0401056e6f74657302686900",
            "0101070008010d72656c6174696f6e73686970730175ffffffff0700",
            "000164ffffffff07",
            "01010700000000",
            "00016f0100ffffffff07",
            "0000",
            "",
            "00");

    /** What yjs writes in its second encoding: nothing, a text, and the seven bytes that keep it in a loop. */
    private static final List<String> VERSION_2 = List.of(
            "000000000000000000000000000000", "000002a50100000204ca0104070174016103010101010000", "00017f00000000");

    private static final List<String> ODD_KEYS = List.of(
            "",
            "__proto__",
            "constructor",
            "toString",
            "a\u0000b",
            "\u202e\u2066",
            "\uFFFD",
            "k".repeat(256),
            "ключ😀");

    /** The classes; each makes one update of about the given number of parts. */
    enum Kind {
        DEADLY,
        DANGLING,
        FAR_FUTURE,
        OVERWRITES,
        SPLITS,
        CHAIN_OF_CLIENTS,
        SAME_ORIGIN,
        NESTED_TYPES,
        NESTED_ANY,
        NESTED_JSON,
        ROOT_NAMES,
        SUBDOCUMENTS,
        HIJACK,
        DELETE_FUTURE,
        SECOND_SECTION,
        SELF_PARENT,
        RIGHT_BEFORE_LEFT,
        ORIGIN_FORWARD,
        GC_RUNS,
        DELETE_ALL,
        RESTORED,
        FORMATS,
        ODD_KEYS,
        DELETES_IN_DISORDER,
        GLUED,
        VERSION_2
    }

    private final SplittableRandom random;
    private final Pool pool;

    Attacks(SplittableRandom random, Pool pool) {
        this.random = random;
        this.pool = pool;
    }

    byte[] make(Kind kind, int size) {
        if (kind == Kind.DEADLY) {
            return HexFormat.of().parseHex(DEADLY.get(random.nextInt(DEADLY.size())));
        }
        if (kind == Kind.VERSION_2) {
            return HexFormat.of().parseHex(VERSION_2.get(random.nextInt(VERSION_2.size())));
        }
        if (kind == Kind.GLUED) {
            return glued(make(Kind.OVERWRITES, size), make(Kind.FORMATS, 2));
        }
        Draft draft = new Draft();
        long client = 5_000L + random.nextInt(100);
        Draft.Section section = new Draft.Section(client, pool.clock(client));
        switch (kind) {
            case DANGLING -> repeat(section, size, i -> after(new Draft.Id(9_999, i * 2L), "x"));
            case FAR_FUTURE -> manyClients(draft, size, 5_000_000);
            case OVERWRITES -> repeat(section, size, i -> keyed("meta", "name", any(i)));
            case SPLITS -> splits(draft, section, size);
            case CHAIN_OF_CLIENTS -> chain(draft, size);
            case SAME_ORIGIN -> sameOrigin(draft, size);
            case NESTED_TYPES ->
                repeat(section, size, i -> i == 0 ? keyed("meta", "deep", type()) : within(section, i));
            case NESTED_ANY -> section.structs.add(keyed("meta", "deep", nestedAny(size)));
            case NESTED_JSON -> section.structs.add(nestedJson(size));
            case ROOT_NAMES -> repeat(section, size, i -> keyed("root" + i, "k", any(i)));
            case SUBDOCUMENTS -> repeat(section, size, i -> keyed("meta", "doc" + i, subdocument()));
            case HIJACK -> hijack(section);
            case DELETE_FUTURE ->
                draft.delete(new Draft.Id(pool.client(random), pool.clock(pool.client(random))), 1L << 30);
            case SECOND_SECTION -> second(draft, section);
            case SELF_PARENT -> section.structs.add(within(section, 1));
            case RIGHT_BEFORE_LEFT -> rightBeforeLeft(section);
            case ORIGIN_FORWARD ->
                section.structs.add(after(new Draft.Id(client, section.clock + random.nextInt(3)), "x"));
            case GC_RUNS -> repeat(section, size, _ -> gc());
            case DELETE_ALL ->
                pool.clocks.forEach((id, clock) -> draft.delete(new Draft.Id(id, 0), Math.max(1, clock)));
            case RESTORED -> restored(draft, section, size);
            case FORMATS -> repeat(section, size, i -> format(i));
            case ODD_KEYS ->
                repeat(section, size, i -> keyed("meta", ODD_KEYS.get(random.nextInt(ODD_KEYS.size())), any(i)));
            case DELETES_IN_DISORDER -> disorder(draft, size);
            case DEADLY, GLUED, VERSION_2 -> throw new IllegalStateException();
        }
        if (!section.structs.isEmpty()) {
            draft.sections.add(section);
        }
        return draft.write();
    }

    private interface Part {
        Draft.Struct at(int index);
    }

    private static void repeat(Draft.Section section, int size, Part part) {
        for (int i = 0; i < size; i++) {
            section.structs.add(part.at(i));
        }
    }

    private static Draft.Struct struct(int ref, byte[] content) {
        Draft.Struct struct = new Draft.Struct();
        struct.info = ref;
        struct.content = content;
        return struct;
    }

    private static Draft.Struct text(String text) {
        Draft.Struct struct = struct(4, new Lib0Writer().writeString(text).toBytes());
        struct.length = text.length();
        return struct;
    }

    private static Draft.Struct after(Draft.Id origin, String text) {
        Draft.Struct struct = text(text);
        struct.info |= Draft.ORIGIN;
        struct.origin = origin;
        return struct;
    }

    private static Draft.Struct keyed(String root, String key, Draft.Struct struct) {
        struct.info |= Draft.KEY;
        struct.root = root.getBytes(UTF_8);
        struct.key = key.getBytes(UTF_8);
        return struct;
    }

    private static Draft.Struct any(int value) {
        return struct(
                8,
                new Lib0Writer()
                        .writeVarUint(1)
                        .writeByte(125)
                        .writeVarInt(value)
                        .toBytes());
    }

    private static Draft.Struct type() {
        return struct(7, new byte[] {1});
    }

    private static Draft.Struct gc() {
        return struct(0, new byte[] {1});
    }

    private static Draft.Struct subdocument() {
        return struct(
                9,
                new Lib0Writer()
                        .writeString("guid")
                        .writeByte(118)
                        .writeVarUint(0)
                        .toBytes());
    }

    private static Draft.Struct within(Draft.Section section, int index) {
        Draft.Struct struct = type();
        struct.info |= Draft.KEY;
        struct.parent = new Draft.Id(section.client, section.clock + index - 1);
        struct.key = new byte[] {'k'};
        return struct;
    }

    private static Draft.Struct nestedAny(int depth) {
        Lib0Writer out = new Lib0Writer().writeVarUint(1);
        for (int i = 0; i < depth; i++) {
            out.writeByte(117).writeVarUint(1);
        }
        return struct(8, out.writeByte(126).toBytes());
    }

    private static Draft.Struct nestedJson(int depth) {
        Draft.Struct struct = struct(
                5,
                new Lib0Writer()
                        .writeString("[".repeat(depth) + "]".repeat(depth))
                        .toBytes());
        struct.root = "text".getBytes(UTF_8);
        return struct;
    }

    private static void manyClients(Draft draft, int size, long clock) {
        for (int i = 0; i < size; i++) {
            Draft.Section section = new Draft.Section(10_000L + i, clock);
            section.structs.add(keyed("meta", "k", any(i)));
            draft.sections.add(section);
        }
    }

    private static void splits(Draft draft, Draft.Section section, int size) {
        Draft.Struct run = text("ab".repeat(size));
        run.root = "text".getBytes(UTF_8);
        section.structs.add(run);
        for (int i = 0; i < size; i++) {
            draft.delete(new Draft.Id(section.client, section.clock + 2L * i), 1);
        }
    }

    private static void chain(Draft draft, int size) {
        for (int i = 0; i < size; i++) {
            Draft.Section section = new Draft.Section(20_000L + size - i, 0);
            Draft.Struct struct = i == 0 ? text("x") : after(new Draft.Id(20_000L + size - i + 1, 0), "x");
            struct.root = i == 0 ? "text".getBytes(UTF_8) : null;
            section.structs.add(struct);
            draft.sections.add(section);
        }
    }

    private void sameOrigin(Draft draft, int size) {
        Draft.Id origin = pool.item(random);
        for (int i = 0; i < size; i++) {
            Draft.Section section = new Draft.Section(30_000L + (i * 7919L) % size, 0);
            section.structs.add(after(origin, "x"));
            draft.sections.add(section);
        }
    }

    private void hijack(Draft.Section section) {
        section.client = pool.client(random);
        section.clock = Math.max(0, pool.clock(section.client) - random.nextInt(3));
        section.structs.add(keyed("meta", "name", any(666)));
        section.structs.add(keyed("meta", "name", any(667)));
    }

    private static void second(Draft draft, Draft.Section section) {
        section.structs.add(keyed("meta", "a", any(1)));
        draft.sections.add(section);
        section.structs.add(keyed("meta", "b", any(2)));
    }

    /** A list of one client, into which another wrote, and then origins in it that only an undo would name. */
    private void restored(Draft draft, Draft.Section section, int size) {
        Draft.Id list = new Draft.Id(section.client, section.clock);
        section.structs.add(keyed("meta", "restored", struct(7, new byte[] {0})));
        int units = 3 + Math.min(size, 9);
        for (int i = 0; i < units; i++) {
            Draft.Struct struct = text("u");
            if (i == 0) {
                struct.parent = list;
            } else {
                between(struct, list.plus(1L + random.nextInt(i)), random.nextBoolean() ? list.plus(i) : null);
            }
            section.structs.add(struct);
        }
        Draft.Section other = new Draft.Section(40_000L + random.nextInt(3), 0);
        other.clock = pool.clock(other.client);
        for (int i = 0; i < 3; i++) {
            Draft.Struct struct = text("o");
            int at = 1 + random.nextInt(units);
            between(struct, list.plus(at), random.nextBoolean() && at < units ? list.plus(at + 1L) : null);
            other.structs.add(struct);
        }
        draft.sections.add(other);
        for (int i = 0; i < 3; i++) {
            Draft.Struct struct = text("z");
            between(struct, list.plus(1L + random.nextInt(units)), list.plus(1L + random.nextInt(units)));
            section.structs.add(struct);
        }
    }

    private static void between(Draft.Struct struct, Draft.Id left, Draft.@Nullable Id right) {
        struct.info |= Draft.ORIGIN;
        struct.origin = left;
        if (right != null && !right.equals(left)) {
            struct.info |= Draft.RIGHT;
            struct.right = right;
        }
    }

    private static Draft.Struct format(int index) {
        Draft.Struct struct = struct(
                6,
                new Lib0Writer()
                        .writeString("bold" + index % 5)
                        .writeString(index % 3 == 0 ? "null" : "true")
                        .toBytes());
        struct.root = "text".getBytes(UTF_8);
        return struct;
    }

    private void disorder(Draft draft, int size) {
        Draft.Deletes deletes = new Draft.Deletes(pool.client(random));
        long clock = Math.max(1, pool.clock(deletes.client));
        for (int i = 0; i < size; i++) {
            deletes.ranges.add(new Draft.Id(random.nextLong(clock), 1 + random.nextInt(3)));
        }
        draft.deletes.add(deletes);
    }

    private static byte[] glued(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private void rightBeforeLeft(Draft.Section section) {
        Draft.Struct run = text("abcdef");
        run.root = "text".getBytes(UTF_8);
        section.structs.add(run);
        Draft.Struct struct = after(new Draft.Id(section.client, section.clock + 4), "x");
        struct.info |= Draft.RIGHT;
        struct.right = random.nextBoolean() ? new Draft.Id(section.client, section.clock + 1) : pool.item(random);
        section.structs.add(struct);
    }
}
