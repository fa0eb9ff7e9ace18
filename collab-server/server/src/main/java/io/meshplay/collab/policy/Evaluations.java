package io.meshplay.collab.policy;

import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.Hashes;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.models.design.Deletion;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.LiveDocument;
import io.meshplay.models.design.LiveDocument.Projected;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.policy.Action;
import io.meshplay.models.relationship.policy.Evaluation;
import io.meshplay.models.relationship.policy.Situation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Evaluations of designs that somebody asks for, and what comes of accepting them. Futures complete on the caller's context. */
public final class Evaluations {
    private final Vertx vertx;
    private final Designs designs;
    private final LiveDesigns live;
    private final Definitions definitions;
    private final Clock clock;

    /** Evaluates living designs and edits them through their rooms. */
    public Evaluations(Vertx vertx, Designs designs, LiveDesigns live, Definitions definitions, Clock clock) {
        this.vertx = vertx;
        this.designs = designs;
        this.live = live;
        this.definitions = definitions;
        this.clock = clock;
    }

    /**
     * What was accepted.
     *
     * @param sequence the durable journal sequence of the edit
     * @param actions how many actions it carried out
     */
    public record Accepted(long sequence, int actions) {}

    /** What is to be done to a document. */
    private record Prepared(String hash, byte[] operations, int actions) {}

    /** {@return a living design's evaluation as JSON in UTF-8: {@code {"hash","inferred","actions","remarks","settled"}}} */
    public Future<byte[]> of(String designId) {
        return projected(designId)
                .compose(projection -> worker(() -> {
                    Evaluation evaluation = evaluate(LiveDocument.fromProjection(projection));
                    Map<String, Json> fields = new LinkedHashMap<>();
                    fields.put("hash", Json.of(hash(evaluation)));
                    fields.putAll(evaluation.state().values());
                    return JsonWriter.bytes(new Json.Fields(fields));
                }));
    }

    /**
     * Carries out all actions that an evaluation proposes, in one edit.
     *
     * @param hash of the evaluation that was looked at
     * @return empty when the design is proposed other actions by now; then nothing is done
     */
    public Future<Optional<Accepted>> accept(String actor, String designId, String hash) {
        return projected(designId)
                .compose(projection -> worker(() -> prepare(actor, projection)))
                .compose(prepared -> prepared.hash().equals(hash)
                        ? live.edit(designId, actor, prepared.operations())
                                .map(sequence -> Optional.of(new Accepted(sequence, prepared.actions())))
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<byte[]> projected(String designId) {
        return designs.get(designId).compose(design -> live.project(design.id()));
    }

    private <T> Future<T> worker(Callable<T> work) {
        return vertx.executeBlocking(() -> Objects.requireNonNull(work.call()), false)
                .map(Objects::requireNonNull);
    }

    private Evaluation evaluate(Projected now) {
        return definitions.engine().evaluate(new Situation(now.design(), now.removed(), Set.of()));
    }

    private Prepared prepare(String actor, byte[] projection) {
        Projected now = LiveDocument.fromProjection(projection);
        Evaluation evaluation = evaluate(now);
        Set<String> removed = now.removed().stream().map(Relationship::id).collect(Collectors.toSet());
        List<Relationship> forgotten = new ArrayList<>();
        for (Action action : evaluation.proposed()) {
            if (action instanceof Action.UpdateRelationship(Relationship one, var _) && removed.contains(one.id())) {
                forgotten.add(one);
            }
        }
        Deletion deletion = new Deletion(actor, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new Prepared(
                hash(evaluation),
                LiveDocument.restoring(evaluation.design(), forgotten, projection, deletion),
                evaluation.proposed().size());
    }

    private static String hash(Evaluation evaluation) {
        String actions = JsonWriter.text(new Json.Items(
                evaluation.proposed().stream().<Json>map(Action::json).toList()));
        return Hashes.sha256Name(actions.getBytes(StandardCharsets.UTF_8));
    }
}
