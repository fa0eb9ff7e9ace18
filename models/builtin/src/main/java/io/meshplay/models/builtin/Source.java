package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Where a model comes from.
 *
 * @param model its name; of several models, what their names begin with
 * @param version of what it models
 * @param title its name for people
 * @param description in words
 * @param category such as {@code Cloud Native Network}
 * @param subCategory such as {@code Service Mesh}
 * @param icon name of its drawing
 * @param color of its components
 * @param origin the package that it is read from
 * @param form how that package says what a kind is
 * @param files paths in the package, or beginnings of paths that end with {@code /}; of types, groups of APIs
 * @param modelPerService whether each service of a cloud is a model of its own
 */
record Source(
        String model,
        String version,
        String title,
        String description,
        String category,
        String subCategory,
        String icon,
        String color,
        Origin origin,
        Form form,
        List<String> files,
        boolean modelPerService) {
    /** How a package says what a kind is. */
    enum Form {
        /** The OpenAPI document and the discovery of an API server. */
        KUBERNETES,
        /** Custom resource definitions. */
        CRDS,
        /** Types of TypeScript, generated from custom resource definitions; all their kinds stand in namespaces. */
        TYPES,
        /** The schema that Fabric8 makes Java types of. */
        JAVA
    }

    /** The registry of packages. */
    enum Ecosystem {
        /** Go's module proxy. */
        GO,
        /** The registry of npm. */
        NPM,
        /** Maven Central; a name is {@code group:artifact}. */
        MAVEN
    }

    /**
     * A package, as it is pinned.
     *
     * @param ecosystem which client fetches it
     * @param name its name there
     * @param version its version there
     * @param checksum {@code h1:} of go.sum, or {@code sha512-} and Base64 as npm writes it
     * @param licence SPDX identifier
     */
    record Origin(Ecosystem ecosystem, String name, String version, String checksum, String licence) {
        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /** {@return the sources that a list names, in its order} */
    static List<Source> list(Json list) throws NotMadeException {
        List<Source> sources = new ArrayList<>();
        if (list instanceof Json.Items(List<Json> items)) {
            for (Json item : items) {
                if (item instanceof Json.Fields fields) {
                    sources.add(of(fields));
                }
            }
        }
        if (sources.isEmpty()) {
            throw new NotMadeException("the list of sources names none");
        }
        return List.copyOf(sources);
    }

    private static Source of(Json.Fields fields) throws NotMadeException {
        Ecosystem ecosystem = Arrays.stream(Ecosystem.values())
                .filter(one -> fields.find(key(one)) != null)
                .findFirst()
                .orElseThrow(() -> new NotMadeException("a source names no package: " + fields.text("model")));
        Form form = switch (fields.text("form")) {
            case "kubernetes" -> Form.KUBERNETES;
            case "crds" -> Form.CRDS;
            case "types" -> Form.TYPES;
            case "java" -> Form.JAVA;
            case String other -> throw new NotMadeException("a source has the unknown form \"" + other + "\"");
        };
        String packageVersion = needed(fields, "packageVersion");
        var origin = new Origin(
                ecosystem,
                needed(fields, key(ecosystem)),
                packageVersion,
                needed(fields, "checksum"),
                needed(fields, "licence"));
        return new Source(
                needed(fields, "model"),
                fields.text("version").isEmpty() ? packageVersion : fields.text("version"),
                needed(fields, "title"),
                needed(fields, "description"),
                needed(fields, "category"),
                fields.text("subCategory"),
                needed(fields, "icon"),
                needed(fields, "color"),
                origin,
                form,
                fields.items("files").stream()
                        .map(file -> file instanceof Json.Text(String text) ? text : "")
                        .toList(),
                fields.flag("modelPerService"));
    }

    private static String key(Ecosystem ecosystem) {
        return ecosystem.name().toLowerCase(Locale.ROOT);
    }

    private static String needed(Json.Fields fields, String key) throws NotMadeException {
        String text = fields.text(key);
        if (text.isBlank()) {
            throw new NotMadeException("a source has no " + key + ": " + fields.text("model"));
        }
        return text;
    }

    /** {@return whether a file of the package is one of ours} */
    boolean wants(String path) {
        return files.stream().anyMatch(file -> file.endsWith("/") ? path.startsWith(file) : path.equals(file));
    }
}
