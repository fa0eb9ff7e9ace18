package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignQuery;
import io.meshplay.collab.designs.DesignRecord;
import io.meshplay.collab.designs.DesignRefusal;
import io.meshplay.collab.designs.DesignRefusedException;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.DesignsLimits;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The designs: create, list, get, rename, delete, restore. */
final class DesignResource {
    static final String DESIGNS = "/api/v1/designs";
    static final String DESIGN = DESIGNS + "/{designId}";
    private static final int NAME_CHARS_MAX = DesignsLimits.DEFAULTS.nameCharsMax();

    private final Designs designs;
    private final ApiLimits limits;

    DesignResource(Designs designs, ApiLimits limits) {
        this.designs = designs;
        this.limits = limits;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(DESIGNS, Body.JSON, this::create),
                Operation.get(DESIGNS, this::list),
                Operation.get(DESIGN, this::get),
                Operation.patch(DESIGN, this::rename),
                Operation.delete(DESIGN, this::delete),
                Operation.post(DESIGN + "/restore", Body.OPTIONAL_JSON, this::restore));
    }

    private Future<Reply> create(Request request) {
        request.query();
        String name = request.json("name").line("name", NAME_CHARS_MAX);
        return designs.create(request.actor(), name).map(DesignResource::created);
    }

    static Reply created(DesignRecord design) {
        return one(201, design).with("Location", DESIGNS + "/" + design.id());
    }

    private Future<Reply> list(Request request) {
        QueryParameters query = request.query("search", "sort", "page", "pageSize", "deleted");
        String search = query.text("search", "");
        if (!search.isEmpty()) {
            search = Lines.check(Kind.invalidParameter, "search", search, limits.searchCharsMax());
        }
        String sort = query.text("sort", "-updatedAt");
        boolean descending = sort.startsWith("-");
        DesignQuery.Order order = order(descending ? sort.substring(1) : sort);
        var slice = query.slice();
        return designs.list(new DesignQuery(search, order, descending, query.flag("deleted"), slice))
                .map(page -> Pages.reply(page, slice, DesignResource::json));
    }

    private static DesignQuery.Order order(String field) {
        return switch (field) {
            case "name" -> DesignQuery.Order.NAME;
            case "createdAt" -> DesignQuery.Order.CREATED_AT;
            case "updatedAt" -> DesignQuery.Order.UPDATED_AT;
            case "componentCount" -> DesignQuery.Order.COMPONENT_COUNT;
            default ->
                throw QueryParameters.invalid(
                        "sort",
                        "names no field to sort by",
                        "Send name, createdAt, updatedAt or componentCount, with - before it for descending.");
        };
    }

    private Future<Reply> get(Request request) {
        request.query();
        return designs.get(request.segment("designId")).map(design -> one(200, design));
    }

    private Future<Reply> rename(Request request) {
        request.query();
        JsonBody body = request.json("name", "revision");
        String name = body.line("name", NAME_CHARS_MAX);
        Long inHeader = expectedRevision(request.header("If-Match"));
        Long expected = inHeader == null ? body.optionalCount("revision") : inHeader;
        return designs.rename(request.actor(), request.segment("designId"), name, expected)
                .map(design -> one(200, design))
                .recover(failure -> Future.failedFuture(inHeader == null ? failure : preconditioned(failure)));
    }

    private static @Nullable Long expectedRevision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        String tag = ifMatch.strip();
        if (!tag.matches("\"[0-9]{1,18}\"")) {
            throw Problem.ofField(
                            Kind.malformedRequest,
                            "If-Match",
                            "If-Match is no entity tag of a design.",
                            "Send the ETag of GET /api/v1/designs/{id}, with its quotation marks.")
                    .asException();
        }
        return Long.parseLong(tag.substring(1, tag.length() - 1));
    }

    /** HTTP has a status of its own for a precondition in a header. */
    private static Throwable preconditioned(Throwable failure) {
        if (failure instanceof DesignRefusedException refused
                && refused.refusal() instanceof DesignRefusal.RevisionDiffers(long expected, long stored)) {
            return Problem.ofField(
                            Kind.revisionDiffers,
                            "If-Match",
                            "The design has revision " + stored + ", the request expects " + expected + ".",
                            "Read the design again and decide anew.")
                    .asException();
        }
        return failure;
    }

    private Future<Reply> delete(Request request) {
        request.query();
        return designs.delete(request.segment("designId")).map(_ -> Reply.empty(204));
    }

    private Future<Reply> restore(Request request) {
        request.query();
        request.noFields();
        return designs.restore(request.segment("designId")).map(design -> one(200, design));
    }

    private static Reply one(int status, DesignRecord design) {
        return Reply.json(status, json(design)).with("ETag", "\"" + design.revision() + "\"");
    }

    static ObjectNode json(DesignRecord design) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", design.id());
        json.put("name", design.name());
        json.put("createdAt", design.createdAt().toString());
        json.put("updatedAt", design.updatedAt().toString());
        json.put("revision", design.revision());
        json.put("componentCount", design.componentCount());
        if (design.deletedAt() != null) {
            json.put("deletedAt", design.deletedAt().toString());
        }
        return json;
    }
}
