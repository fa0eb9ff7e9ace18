package io.meshplay.models.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.CheckLimits;
import io.meshplay.models.check.rule.Knowledge;
import io.meshplay.models.check.rule.Patches;
import io.meshplay.models.convert.DesignImporter;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.relationship.policy.Action;
import io.meshplay.models.relationship.rule.Reason;
import io.meshplay.models.schema.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Designs that each check finds something in, and designs that it does not; containers.yaml says how they are written. */
final class CheckFixtures {
    private static final List<String> FILES =
            List.of("containers.yaml", "pods.yaml", "workloads.yaml", "network.yaml", "access.yaml", "design.yaml");
    private static final String BASE = new String(bytes("base.yaml"), UTF_8);
    private static final Design READ = imported(BASE);
    private static final SchemaValidator CONFIG_MAP = new SchemaValidator(fields("""
        {"type":"object","properties":{"immutable":{"type":"boolean"},"metadata":{"type":"object"},
        "data":{"type":"object","additionalProperties":{"type":"string"}}}}\
        """));

    /** Knows the kinds of Kubernetes and the schema of one of them. */
    static final Knowledge KNOWLEDGE = new Knowledge(
            new KnownKinds(),
            component -> component.kind().equals("ConfigMap")
                    ? CONFIG_MAP.validate(component.configuration().nested())
                    : List.of(),
            true);

    static final DesignChecker CHECKER = new DesignChecker(KNOWLEDGE, CheckLimits.DEFAULTS);

    private CheckFixtures() {}

    /**
     * A design and what is found in it.
     *
     * @param check the check that it is for
     * @param number which of its designs, from 0
     * @param design the design
     * @param places where the check finds something: {@code Kind name /pointer}
     * @param also ids of other checks that find something
     */
    record Case(String check, int number, Design design, List<String> places, List<String> also) {
        @Override
        public String toString() {
            return check + " " + number;
        }
    }

    static Design base() {
        return READ;
    }

    static List<Case> bad() {
        return cases("bad");
    }

    static List<Case> good() {
        return cases("good");
    }

    static Map<String, Json.Fields> all() {
        Map<String, Json.Fields> all = new TreeMap<>();
        for (String file : FILES) {
            Json read = Documents.read(bytes(file), file, ImportLimits.DEFAULTS)
                    .getFirst()
                    .value();
            ((Json.Fields) read).values().forEach((id, cases) -> {
                if (all.put(id, (Json.Fields) cases) != null) {
                    throw new IllegalStateException(id + " stands twice");
                }
            });
        }
        return all;
    }

    static CheckReport check(Design design) {
        return CHECKER.check(design, CheckSelection.ALL);
    }

    static String place(CheckFinding finding) {
        return (finding.kind() + " " + finding.name() + " " + finding.pointer()).stripTrailing();
    }

    static Design imported(String manifests) {
        ImportResult result = new DesignImporter(new SplittableRandom(1)).read(manifests.getBytes(UTF_8), "shop.yaml");
        if (result instanceof ImportResult.Imported(Design design, var _)) {
            return design;
        }
        throw new IllegalStateException(result.toString());
    }

    static Json.Fields fields(String json) {
        return (Json.Fields) Documents.read(json.getBytes(UTF_8), "", ImportLimits.DEFAULTS)
                .getFirst()
                .value();
    }

    static Component component(Design design, String title) {
        return design.components().stream()
                .filter(one -> (one.kind() + " " + one.name()).equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + title));
    }

    static Action.PatchComponent patch(Component component, String pointer, @Nullable Json value) {
        return new Action.PatchComponent(component.id(), pointer, value, new Reason("", "", List.of(), ""));
    }

    private static List<Case> cases(String which) {
        List<Case> cases = new ArrayList<>();
        all().forEach((id, both) -> {
            List<Json> some = both.items(which);
            for (int i = 0; i < some.size(); i++) {
                cases.add(read(id, i, (Json.Fields) some.get(i)));
            }
        });
        return cases;
    }

    private static Case read(String check, int number, Json.Fields one) {
        String added = one.text("add");
        Design design = added.isEmpty() ? READ : imported(BASE + "---\n" + added);
        List<String> places = new ArrayList<>(texts(one, "at"));
        boolean changes = places.isEmpty();
        List<Action.PatchComponent> patches = new ArrayList<>();
        for (Map.Entry<String, Json> entry : one.fields("set").values().entrySet()) {
            ((Json.Fields) entry.getValue()).values().forEach((pointer, value) -> {
                patches.add(patch(component(design, entry.getKey()), pointer(pointer), value));
                if (changes) {
                    places.add(entry.getKey() + " " + pointer);
                }
            });
        }
        for (String title : one.fields("remove").values().keySet()) {
            for (String pointer : texts(one.fields("remove"), title)) {
                patches.add(patch(component(design, title), pointer(pointer), null));
                if (changes) {
                    places.add(title + " " + pointer);
                }
            }
        }
        Design patched = renamed(dropped(Patches.applied(design, patches), texts(one, "drop")), one.fields("rename"));
        return new Case(
                check,
                number,
                related(patched, texts(one, "relate")),
                places.stream().map(CheckFixtures::full).sorted().toList(),
                texts(one, "also").stream().sorted().toList());
    }

    private static Design dropped(Design design, List<String> titles) {
        List<Component> left = design.components().stream()
                .filter(one -> !titles.contains(one.kind() + " " + one.name()))
                .toList();
        return new Design(design.name(), left, design.relationships());
    }

    private static Design renamed(Design design, Json.Fields names) {
        List<Component> components = design.components().stream()
                .map(one -> {
                    String name = names.text(one.kind() + " " + one.name());
                    return name.isEmpty() ? one : named(one, name);
                })
                .toList();
        return new Design(design.name(), components, design.relationships());
    }

    static Component named(Component one, String name) {
        return new Component(
                one.id(),
                one.model(),
                one.kind(),
                one.version(),
                name,
                one.parent(),
                one.z(),
                one.position(),
                one.size(),
                one.configuration(),
                one.notes(),
                one.style());
    }

    private static Design related(Design design, List<String> lines) {
        List<Relationship> relationships = new ArrayList<>();
        for (String line : lines) {
            String[] ends = line.split(" > ", 2);
            String id = "line" + relationships.size();
            String from = component(design, ends[0]).id();
            String to = component(design, ends[1]).id();
            relationships.add(new Relationship(id, from, to, "edge", "network", null, Json.NO_FIELDS));
        }
        return new Design(design.name(), design.components(), relationships);
    }

    private static List<String> texts(Json.Fields fields, String key) {
        return fields.items(key).stream()
                .map(item -> ((Json.Text) item).value())
                .toList();
    }

    private static String full(String place) {
        int at = Math.max(place.lastIndexOf(" C/"), place.lastIndexOf(" P/"));
        return (at < 0 ? place : place.substring(0, at + 1) + pointer(place.substring(at + 1))).stripTrailing();
    }

    private static String pointer(String written) {
        return written.replaceFirst("^C/", "P/containers/0/").replaceFirst("^P/", "/spec/template/spec/");
    }

    private static byte[] bytes(String file) {
        try (InputStream in = CheckFixtures.class.getResourceAsStream("/checks/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no fixture " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
