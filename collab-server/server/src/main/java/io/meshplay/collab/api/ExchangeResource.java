package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignExchange;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.designs.ExportFormat;
import io.meshplay.collab.designs.ExportedDesign;
import io.meshplay.collab.designs.ImportedDesign;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Designs as files: import, export, and the plain content for previews. */
final class ExchangeResource {
    private static final Set<String> MEDIA_TYPES =
            Stream.of(ExportFormat.values()).map(ExportFormat::mediaType).collect(Collectors.toUnmodifiableSet());
    private static final String FORMATS =
            Stream.of(ExportFormat.values()).map(ExportFormat::label).collect(Collectors.joining(", "));

    private final DesignExchange exchange;
    private final ApiLimits limits;
    private final AtomicInteger importsRunning = new AtomicInteger();

    ExchangeResource(DesignExchange exchange, ApiLimits limits) {
        this.exchange = exchange;
        this.limits = limits;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(DesignResource.DESIGNS + "/import", Body.FILE, this::read),
                Operation.get(DesignResource.DESIGN + "/export", MEDIA_TYPES, this::export),
                Operation.get(DesignResource.DESIGN + "/content", this::content));
    }

    private Future<Reply> read(Request request) {
        String name = request.query("name").text("name");
        if (name != null) {
            name = Lines.check(Kind.invalidParameter, "name", name, DesignsLimits.DEFAULTS.nameCharsMax());
        }
        byte[] file = request.body().getBytes();
        // A file of 3 MiB takes many times its size while it is parsed: few at once.
        if (importsRunning.incrementAndGet() > limits.importsMax()) {
            importsRunning.decrementAndGet();
            return Future.failedFuture(
                    Problems.unavailable("Other imports are running.").asException());
        }
        return exchange.read(request.actor(), name, file)
                .onComplete(_ -> importsRunning.decrementAndGet())
                .map(ExchangeResource::imported);
    }

    private static Reply imported(ImportedDesign imported) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("design", DesignResource.json(imported.design()));
        ObjectNode report = json.putObject("report");
        report.put("format", imported.report().format());
        report.put("components", imported.report().components());
        report.put("relationships", imported.report().relationships());
        ArrayNode warnings = report.putArray("warnings");
        imported.report()
                .warnings()
                .forEach(warning ->
                        warnings.addObject().put("path", warning.path()).put("message", warning.message()));
        return Reply.json(201, json)
                .with(
                        "Location",
                        DesignResource.DESIGNS + "/" + imported.design().id());
    }

    private Future<Reply> export(Request request) {
        ExportFormat format = ExportFormat.named(request.query("format").text("format", "yaml"))
                .orElseThrow(() ->
                        QueryParameters.invalid("format", "names no format of export", "Send one of " + FORMATS + "."));
        return exchange.write(request.segment("designId"), format).map(exported -> file(exported, format));
    }

    private static Reply file(ExportedDesign exported, ExportFormat format) {
        return Reply.of(200, format.mediaType(), Buffer.buffer(exported.file()))
                .with("Content-Disposition", attachment(exported.name(), format.extension()));
    }

    /** Two names, as RFC 6266 has it: one that any client can take, and the whole one in UTF-8. */
    private static String attachment(String name, String extension) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String encoded =
                URLEncoder.encode(name + extension, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + (plain.isEmpty() ? "design" : plain) + extension + "\"; filename*=UTF-8''"
                + encoded.replace("*", "%2A");
    }

    private Future<Reply> content(Request request) {
        request.query();
        return exchange.content(request.segment("designId"))
                .map(json -> Reply.of(200, Reply.JSON, Buffer.buffer(json)));
    }
}
