package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignPage;
import io.meshplay.collab.designs.Slice;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.registry.export.ExportLimits;
import io.meshplay.models.registry.export.ExportRefusedException;
import io.meshplay.models.registry.export.ExportWriter;
import io.meshplay.models.registry.export.ModelExport;
import io.meshplay.models.schema.SchemaValidator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The registry: models, components and their schemas. Read on workers: a list may be long, and schemas lie in a file. */
final class RegistryResource {
    private static final String REGISTRY = "/api/v1/registry";
    private static final String SVG = "image/svg+xml";
    private static final String TAR = "application/x-tar";

    /** A model stands in memory three times over while it is sent; Kubernetes' own has about 20 MB. */
    private static final ExportLimits EXPORT = new ExportLimits(64L << 20, 1_000);

    private final Vertx vertx;
    private final Registry registry;
    private final ApiLimits limits;
    private volatile @Nullable Buffer index;

    RegistryResource(Vertx vertx, Registry registry, ApiLimits limits) {
        this.vertx = vertx;
        this.registry = registry;
        this.limits = limits;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(REGISTRY + "/models", this::models),
                Operation.get(REGISTRY + "/models/{name}/export", Set.of(TAR), this::export),
                Operation.get(REGISTRY + "/components", this::components),
                Operation.get(REGISTRY + "/index", this::index),
                Operation.get(REGISTRY + "/schema", this::schema),
                Operation.get(REGISTRY + "/icon", this::icon),
                Operation.post(REGISTRY + "/validate", Body.JSON, this::validate));
    }

    private Future<Reply> models(Request request) {
        QueryParameters query = request.query("page", "pageSize", "search", "name");
        Slice slice = query.slice();
        String name = query.text("name", "");
        String search = query.text("search", "").toLowerCase(Locale.ROOT).strip();
        return worker(() -> {
            List<ModelDefinition> found = registry.models().stream()
                    .filter(model -> name.isEmpty() || model.name().equals(name))
                    .filter(model -> holds(model.name(), search) || holds(model.displayName(), search))
                    .toList();
            return Pages.reply(page(found, slice), slice, this::json);
        });
    }

    private Future<Reply> export(Request request) {
        String name = request.segment("name");
        String version = request.query("version").text("version", "");
        return worker(() -> {
            ModelDefinition model = (version.isEmpty()
                            ? registry.latest(name)
                            : registry.model(new ModelDefinition.Key(name, version)))
                    .orElseThrow(() -> noModel("The registry has no such version of a model."));
            try {
                byte[] tar = ExportWriter.oci(ModelExport.of(registry, model, EXPORT));
                String file = (model.name() + "-" + model.version()).replaceAll("[^A-Za-z0-9._-]+", "-");
                return Reply.of(200, TAR, Buffer.buffer(tar))
                        .with("Content-Disposition", "attachment; filename=\"" + file + ".tar\"");
            } catch (ExportRefusedException e) {
                throw noModel(e.reason());
            }
        });
    }

    private static ProblemException noModel(String detail) {
        return Problem.ofField(Kind.unknownKind, "name", detail, "List models with GET /api/v1/registry/models.")
                .asException();
    }

    private Future<Reply> components(Request request) {
        QueryParameters query =
                request.query("page", "pageSize", "search", "model", "modelVersion", "apiVersion", "kind");
        Slice slice = query.slice();
        String model = query.text("model", "");
        String version = query.text("modelVersion", "");
        String apiVersion = query.text("apiVersion", "");
        String kind = query.text("kind", "");
        String search = query.text("search", "").toLowerCase(Locale.ROOT).strip();
        return worker(() -> {
            List<ComponentDefinition> found = searched(search, version).stream()
                    .filter(one -> model.isEmpty() || one.model().name().equals(model))
                    .filter(one -> version.isEmpty() || one.model().version().equals(version))
                    .filter(one -> apiVersion.isEmpty() || one.apiVersion().equals(apiVersion))
                    .filter(one -> kind.isEmpty() || one.kind().equals(kind))
                    .toList();
            return Pages.reply(page(found, slice), slice, this::json);
        });
    }

    /** Kept: a registry does not change while the server runs, and every page asks for it. Two workers may make it at once. */
    private Future<Reply> index(Request request) {
        request.query();
        return worker(() -> {
            Buffer known = index;
            if (known == null) {
                known = Buffer.buffer(RegistryIndex.of(registry).toString());
                index = known;
            }
            return Reply.of(200, Reply.JSON, known).with("Cache-Control", "private, max-age=300");
        });
    }

    /** What people type finds kinds of the latest versions; in a version that is named, names are compared. */
    private List<ComponentDefinition> searched(String search, String version) {
        if (search.isEmpty()) {
            return version.isEmpty() ? registry.palette() : registry.components();
        }
        if (version.isEmpty()) {
            return registry.search().find(search, registry.components().size());
        }
        return registry.components().stream()
                .filter(one -> holds(one.kind(), search) || holds(one.displayName(), search))
                .sorted(Comparator.comparingInt(one -> rank(one, search)))
                .toList();
    }

    private Future<Reply> schema(Request request) {
        QueryParameters query = request.query("model", "apiVersion", "kind");
        String kind = query.text("kind", "");
        if (kind.isEmpty()) {
            throw QueryParameters.invalid("kind", "is missing", "Send a kind, such as Deployment.");
        }
        String model = query.text("model", "");
        String apiVersion = query.text("apiVersion", "");
        return worker(() -> registry.find(model, apiVersion, kind)
                .flatMap(registry::schemaText)
                .map(text -> Reply.of(200, Reply.JSON, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8))))
                .orElseThrow(() -> unknown("The registry has no schema of this kind.")));
    }

    /** An icon is a picture and nothing else: what is in it runs no script and asks for nothing, also when it is opened alone. */
    private Future<Reply> icon(Request request) {
        QueryParameters query = request.query("model", "apiVersion", "kind");
        Asked asked = new Asked(query.text("model", ""), query.text("apiVersion", ""), query.text("kind", ""));
        return worker(() -> Optional.ofNullable(component(asked).icon())
                .flatMap(icon -> Optional.ofNullable(registry.content(icon)))
                .map(svg -> Reply.of(200, SVG, Buffer.buffer(svg))
                        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                        .with("Cache-Control", "private, max-age=3600"))
                .orElseThrow(() -> unknown("The registry has no icon of this kind.")));
    }

    private Future<Reply> validate(Request request) {
        JsonBody body = request.json("model", "apiVersion", "kind", "configuration");
        Asked asked = new Asked(
                body.optionalLine("model", limits.searchCharsMax()),
                body.optionalLine("apiVersion", limits.searchCharsMax()),
                body.line("kind", limits.searchCharsMax()));
        byte[] entries = body.object("configuration").toString().getBytes(StandardCharsets.UTF_8);
        return worker(() -> {
            SchemaValidator validator = registry.schemas()
                    .validator(component(asked))
                    .orElseThrow(() -> unknown("The registry has no schema of this kind."));
            Json read = JsonReader.read(entries, limits.jsonDepthMax(), (_, _) -> {});
            Json.Fields fields = read instanceof Json.Fields known ? known : Json.NO_FIELDS;
            Configuration configuration = Configuration.tolerant(fields, false, (_, _) -> {});
            ArrayNode problems = JsonNodeFactory.instance.arrayNode();
            for (var problem : validator.validate(configuration.nested())) {
                problems.addObject()
                        .put("pointer", problem.pointer())
                        .put("message", problem.message())
                        .put("value", problem.value())
                        .put("rule", problem.rule());
            }
            return Reply.json(200, JsonNodeFactory.instance.objectNode().set("problems", problems));
        });
    }

    /** A kind that somebody asks for; empty stands for any model or version. */
    private record Asked(String model, String apiVersion, String kind) {}

    private ComponentDefinition component(Asked asked) {
        return registry.find(asked.model(), asked.apiVersion(), asked.kind())
                .orElseThrow(() -> unknown("The registry does not know this kind."));
    }

    private static ProblemException unknown(String detail) {
        return Problem.ofField(Kind.unknownKind, "kind", detail, "List kinds with GET /api/v1/registry/components.")
                .asException();
    }

    private <T> Future<T> worker(Callable<T> work) {
        return vertx.executeBlocking(() -> Objects.requireNonNull(work.call()), false)
                .map(Objects::requireNonNull);
    }

    private static boolean holds(String text, String search) {
        return text.toLowerCase(Locale.ROOT).contains(search);
    }

    /** What is called exactly so goes first, then what begins so. */
    private static int rank(ComponentDefinition component, String search) {
        String kind = component.kind().toLowerCase(Locale.ROOT);
        return search.isEmpty() || kind.equals(search) ? 0 : kind.startsWith(search) ? 1 : 2;
    }

    private static <T> DesignPage<T> page(List<T> all, Slice slice) {
        int from = (int) Math.min((long) (slice.page() - 1) * slice.pageSize(), all.size());
        return new DesignPage<>(all.subList(from, Math.min(from + slice.pageSize(), all.size())), all.size());
    }

    private ObjectNode json(ModelDefinition model) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", model.name())
                .put("version", model.version())
                .put("displayName", model.displayName())
                .put("description", model.description())
                .put("category", model.category())
                .put("subCategory", model.subCategory())
                .put("registrant", model.registrant())
                .put("annotation", model.annotation())
                .put("components", registry.components(model.key()).size());
    }

    private ObjectNode json(ComponentDefinition component) {
        String category =
                registry.model(component.model()).map(ModelDefinition::category).orElse("");
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", component.model().name())
                .put("modelVersion", component.model().version())
                .put("apiVersion", component.apiVersion())
                .put("kind", component.kind())
                .put("displayName", component.displayName())
                .put("description", component.description())
                .put("scope", component.scope().name().toLowerCase(Locale.ROOT))
                .put("annotation", component.annotation())
                .put("shape", component.shape())
                .put("color", component.color())
                .put("category", category)
                .put("icon", component.icon() != null)
                .put("schema", component.schema() != null);
    }
}
