package io.meshplay.collab.api;

import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.DesignRefusal;
import io.meshplay.collab.designs.DesignRefusedException;
import io.meshplay.collab.room.DesignDamagedException;
import io.meshplay.collab.room.RoomClosedException;
import io.meshplay.collab.store.StoreException;
import io.vertx.ext.web.handler.HttpException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem of every failure: refusals are told in full, failures of the server by an id that the log has too. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> known.problem();
            case DesignRefusedException refused -> of(refused.refusal());
            case DesignDamagedException _ ->
                Problem.of(
                        Kind.damagedDesign,
                        "A part of the design cannot be read, so nothing is written to it.",
                        "Tell whoever runs the server; its log names the place.");
            case StoreException.Unavailable gone -> {
                LOG.atWarn().setCause(gone).log("a request failed because the store is not available");
                yield unavailable("The store cannot be reached or written; what was asked may still happen.");
            }
            case RoomClosedException _ -> unavailable("The design was being closed; what was asked may still happen.");
            case TimeoutException _ -> unavailable("The answer took too long; what was asked may still happen.");
            case HttpException http -> ofStatus(http.getStatusCode());
            default -> internal(failure);
        };
    }

    private static Problem of(DesignRefusal refusal) {
        return switch (refusal) {
            case DesignRefusal.UnknownDesign _ ->
                Problem.of(Kind.unknownDesign, "No design has this id.", "List the designs with GET /api/v1/designs.");
            case DesignRefusal.DeletedDesign _ ->
                Problem.of(
                        Kind.deletedDesign,
                        "The design was deleted.",
                        "Bring it back with POST /api/v1/designs/{id}/restore.");
            case DesignRefusal.UnknownVersion(long number) ->
                Problem.of(
                        Kind.unknownVersion,
                        "The design has no version " + number + ".",
                        "List its versions with GET /api/v1/designs/{id}/versions.");
            case DesignRefusal.UnknownLink _ ->
                Problem.of(
                        Kind.unknownLink,
                        "The design has no share link of this id.",
                        "List its links with GET /api/v1/designs/{id}/links.");
            case DesignRefusal.RevisionDiffers(long expected, long stored) ->
                Problem.ofField(
                        Kind.revisionConflict,
                        "revision",
                        "The design has revision " + stored + ", the request expects " + expected + ".",
                        "Read the design again and decide anew.");
            case DesignRefusal.Contended(String what) ->
                Problem.of(Kind.contended, "Others write " + what + " all the time.", "Try again.");
            case DesignRefusal.TooMany(String what, int max) ->
                Problem.of(
                        Kind.limitReached,
                        "The design has " + max + " " + what + " already.",
                        "Remove some that nobody needs.");
            case DesignRefusal.Unreadable(String path, String message) ->
                Problem.ofField(
                        Kind.unreadableDesign,
                        path,
                        message,
                        "Send a Meshplay design or a Kubernetes manifest, as YAML or JSON.");
        };
    }

    /** What Vert.x Web refuses by status alone. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                Problem.of(Kind.malformedRequest, "The request is malformed.", "Check path, headers and encoding.");
            case 413 ->
                Problem.of(Kind.bodyTooLarge, "The body is larger than this resource takes.", "Send less at once.");
            case 414 -> Problem.of(Kind.uriTooLong, "The address is too long.", "Shorten the query.");
            case 431 -> Problem.of(Kind.headersTooLarge, "The headers are too large.", "Send fewer or shorter ones.");
            default -> internal(new IllegalStateException("unexpected status " + status));
        };
    }

    static Problem unavailable(String detail) {
        return Problem.of(Kind.unavailable, detail, "Try again in a moment.");
    }

    private static Problem internal(Throwable failure) {
        String id = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("failureId", id).log("a request failed");
        return Problem.of(Kind.internal, "The server failed; its log has the reason under " + id + ".", "Report it.");
    }
}
