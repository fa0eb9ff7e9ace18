package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.policy.Evaluations;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** What policies say of a design, and accepting what they propose. */
final class EvaluationResource {
    private static final String EVALUATION = DesignResource.DESIGN + "/evaluation";
    private static final int HASH_LENGTH = "sha256:".length() + 64;

    private final Evaluations evaluations;

    EvaluationResource(Evaluations evaluations) {
        this.evaluations = evaluations;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(EVALUATION, this::get), Operation.post(EVALUATION + "/accept", Body.JSON, this::accept));
    }

    private Future<Reply> get(Request request) {
        request.query();
        return evaluations.of(request.segment("designId")).map(json -> Reply.of(200, Reply.JSON, Buffer.buffer(json)));
    }

    private Future<Reply> accept(Request request) {
        String hash = request.json("hash").line("hash", HASH_LENGTH);
        return evaluations
                .accept(request.actor(), request.segment("designId"), hash)
                .map(accepted -> {
                    Evaluations.Accepted done = accepted.orElseThrow(() -> Problem.ofField(
                                    Kind.contended,
                                    "hash",
                                    "The design has changed; other actions are proposed by now.",
                                    "Read the evaluation again and decide anew.")
                            .asException());
                    return Reply.json(
                            200,
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("sequence", done.sequence())
                                    .put("actions", done.actions()));
                });
    }
}
