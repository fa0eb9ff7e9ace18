package io.meshplay.models.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes designs and values that hold whatever a document can: each of a seed, always the same. */
public final class RandomDesigns {
    private static final List<String> TEXTS = List.of(
            "",
            "web",
            "app.kubernetes.io/name",
            "a/b~c",
            "~",
            "~1",
            "/",
            "//",
            "yes",
            "null",
            "0644",
            "0x1F",
            "1e3",
            "-",
            "- item",
            "key: value",
            "# none",
            "{}",
            "[a]",
            "*alias",
            "&anchor",
            "!tag",
            " blank",
            "blank ",
            "\ttab",
            "line one\nline two",
            "line one\nline two\n",
            "ends twice\n\n",
            "\nstarts empty",
            "a\n  indented\n\nafter an empty line",
            "return\r\n",
            "quote \" and \\ slash",
            "ümläut €",
            "😀",
            "bell\u0007",
            "next\u0085line",
            "separator\u2028",
            "mark\uFEFF",
            "<<",
            "=",
            "containers[name=main]");

    private final SplittableRandom random;

    /** A generator of a seed. */
    public RandomDesigns(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** {@return a design of some ten components} */
    public Design design() {
        int count = 1 + random.nextInt(12);
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String parent = i > 0 && random.nextInt(3) == 0 ? "c" + random.nextInt(i) : null;
            components.add(component("c" + i, parent));
        }
        List<Relationship> relationships = IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> relationship("r" + i, "c" + random.nextInt(count), "c" + random.nextInt(count)))
                .toList();
        return new Design(text(), components, relationships);
    }

    Component component(String id, @Nullable String parent) {
        Map<String, Json> style = new LinkedHashMap<>(fields(1).values());
        style.keySet().removeAll(Component.RESERVED_STYLES);
        if (random.nextInt(4) == 0) {
            style.put(Component.ANNOTATION_STYLE, random.nextBoolean() ? Json.of(true) : value(1));
        }
        return new Component(
                id,
                text(),
                random.nextBoolean() ? "Deployment" : "K" + text(),
                text(),
                text(),
                parent,
                text(),
                new Position(number() % 1_000_000, random.nextInt(2_000) - 1_000),
                new Size(random.nextInt(1_000) + 0.5, 1 + random.nextInt(1_000)),
                Configuration.of(fields(4)),
                text(),
                new Json.Fields(style));
    }

    private Relationship relationship(String id, String from, String to) {
        return new Relationship(
                id,
                from,
                to,
                "k" + text(),
                random.nextBoolean() ? null : text(),
                random.nextInt(3) == 0 ? value(3) : null,
                random.nextBoolean() ? Json.NO_FIELDS : fields(2));
    }

    /** {@return a map, nested at most this deep} */
    public Json.Fields fields(int depth) {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.put(text(), value(depth - 1));
        }
        return new Json.Fields(fields);
    }

    /** {@return any value, nested at most this deep} */
    public Json value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> Json.NIL;
            case 1 -> Json.of(random.nextBoolean());
            case 2 -> Json.of(number());
            case 3, 4 -> Json.of(text());
            case 5 ->
                new Json.Items(IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> value(depth - 1))
                        .toList());
            default -> fields(depth);
        };
    }

    private double number() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextInt();
            case 2 -> random.nextDouble() * 1e6;
            default -> random.nextInt(100) * 1e-9;
        };
    }

    private String text() {
        return random.nextInt(3) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : "t" + random.nextInt(1_000);
    }
}
