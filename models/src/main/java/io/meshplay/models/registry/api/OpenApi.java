package io.meshplay.models.registry.api;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kinds of an OpenAPI document as a cluster serves it: v2 ({@code /openapi/v2}, all in one) and v3 ({@code
 * /openapi/v3/...}, a document for each version of a group). A kind is what can be made and listed under a path; that says
 * whether it stands in a namespace, too. A document without paths is read by its schemas alone.
 */
public final class OpenApi {
    private static final String GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";
    private static final Pattern COLLECTION = Pattern.compile(
            "/(?:api|apis/(?<group>[^/{}]+))/(?<version>[^/{}]+)/(?<namespaced>namespaces/\\{namespace}/)?(?<plural>[^/{}]+)/?");
    private static final List<String> OF_KUBERNETES = List.of(
            "io.k8s.api.", "io.k8s.kube-aggregator.", "io.k8s.apiextensions-apiserver.", "io.k8s.apimachinery.");

    private final Json.Fields document;
    private final Json.Fields schemas;
    private final References references;

    /** Schemas by the group, version and kind that they are of; each is called by a name. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private OpenApi(Json.Fields document) {
        this.document = document;
        boolean old = !document.text("swagger").isEmpty();
        this.schemas = old
                ? document.fields("definitions")
                : document.fields("components").fields("schemas");
        this.references = new References(schemas, old ? "#/definitions/" : "#/components/schemas/");
        schemas.values().forEach((name, schema) -> {
            for (Json item : groupVersionKinds(schema)) {
                names.putIfAbsent(key(item), name);
            }
        });
    }

    /** {@return whether a file is such a document, of a cluster or of anything else} */
    public static boolean is(Json.Fields file) {
        return file.text("swagger").startsWith("2.") || file.text("openapi").startsWith("3.");
    }

    /**
     * Hands out the kinds of a document, in the order of its paths.
     *
     * @throws IllegalArgumentException when it has none, or its schemas are too large; the message says so
     */
    public static void read(Json.Fields document, Consumer<ServedKind> kinds) {
        var api = new OpenApi(document);
        int[] count = new int[1];
        Consumer<ServedKind> counted = kind -> {
            count[0]++;
            kinds.accept(kind);
        };
        if (document.fields("paths").isEmpty()) {
            api.bySchemas(counted);
        } else {
            api.byPaths(counted);
        }
        if (count[0] == 0) {
            throw new IllegalArgumentException("An OpenAPI document without a kind of Kubernetes.");
        }
    }

    /** {@return the version of the cluster, such as {@code v1.31.2}; empty when it does not say} */
    public static String release(Json.Fields document) {
        String version = document.fields("info").text("version").strip();
        return version.matches("v?[0-9].*") ? version : "";
    }

    private void byPaths(Consumer<ServedKind> kinds) {
        document.fields("paths").values().forEach((path, item) -> {
            Matcher collection = COLLECTION.matcher(path);
            if (collection.matches()
                    && item instanceof Json.Fields operations
                    && operations.find("get") instanceof Json.Fields
                    && operations.fields("post").find(GROUP_VERSION_KIND) instanceof Json.Fields made) {
                String name = names.get(key(made));
                if (name != null) {
                    Scope scope = collection.group("namespaced") == null ? Scope.CLUSTER : Scope.NAMESPACED;
                    kinds.accept(kind(made, name, collection.group("plural"), scope));
                }
            }
        });
    }

    /** Lists, options and events of a watch are of every group, or have no name of their own. */
    private void bySchemas(Consumer<ServedKind> kinds) {
        schemas.values().forEach((name, schema) -> {
            List<Json> items = groupVersionKinds(schema);
            if (items.size() == 1
                    && items.getFirst() instanceof Json.Fields made
                    && !made.text("kind").endsWith("List")
                    && schema instanceof Json.Fields fields
                    && fields.fields("properties").find("metadata") != null) {
                kinds.accept(kind(made, name, "", Scope.UNKNOWN));
            }
        });
    }

    private ServedKind kind(Json.Fields made, String name, String plural, Scope scope) {
        String kind = made.text("kind");
        Map<String, Json> called = new LinkedHashMap<>();
        called.put("kind", Json.of(kind));
        if (!plural.isEmpty()) {
            called.put("plural", Json.of(plural));
            called.put("singular", Json.of(kind.toLowerCase(Locale.ROOT)));
        }
        boolean own = OF_KUBERNETES.stream().anyMatch(name::startsWith);
        return new ServedKind(
                made.text("group"),
                made.text("version"),
                kind,
                new Json.Fields(called),
                scope,
                false,
                own,
                references.resolved(schemas.fields(name)));
    }

    private static List<Json> groupVersionKinds(@Nullable Json schema) {
        return schema instanceof Json.Fields fields ? fields.items(GROUP_VERSION_KIND) : List.of();
    }

    private static String key(Json groupVersionKind) {
        Json.Fields fields = groupVersionKind instanceof Json.Fields known ? known : Json.NO_FIELDS;
        return fields.text("group") + "/" + fields.text("version") + "/" + fields.text("kind");
    }
}
