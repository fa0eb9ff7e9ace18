package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says what went wrong, as RFC 9457 wants it: {@code {"type":"urn:meshplay:problem:unknownField",
 * "title":…,"status":400,"detail":…,"field":"owner","whatToDo":…}}.
 *
 * @param kind the stable part: type, status and title
 * @param detail one sentence about this occurrence; holds nothing of the server's inside
 * @param field the field, parameter or header at fault; null if none
 * @param whatToDo one sentence that helps the caller on
 */
record Problem(Kind kind, String detail, @Nullable String field, String whatToDo) {
    static final String MEDIA_TYPE = "application/problem+json";

    /** The kinds of problem; names are part of the API and never change. */
    enum Kind {
        malformedRequest(400, "The request cannot be read"),
        malformedJson(400, "The body is no JSON object"),
        unknownField(400, "The body holds a field that is not known here"),
        missingField(400, "The body lacks a field"),
        wrongType(400, "A field is of the wrong type"),
        invalidValue(400, "A field has a value that is not allowed"),
        unknownParameter(400, "The query holds a parameter that is not known here"),
        invalidParameter(400, "A parameter of the query has a value that is not allowed"),
        adminUnauthorised(401, "The admin token is missing or wrong"),
        adminElsewhere(403, "The admin routes are not reached from here"),
        adminNeedsToken(403, "The server has no admin token"),
        foreignHost(403, "The request names another host"),
        foreignOrigin(403, "The request comes from a page of another site"),
        unknownPath(404, "Nothing is here"),
        unknownDesign(404, "There is no such design"),
        unknownVersion(404, "There is no such version"),
        unknownRoom(404, "There is no such live room"),
        unknownSession(404, "There is no such session"),
        unknownLink(404, "There is no such share link"),
        unknownKind(404, "The registry has no such kind"),
        methodNotAllowed(405, "This resource does not know the method"),
        notAcceptable(406, "The answer has none of the accepted media types"),
        revisionConflict(409, "The design has another revision"),
        damagedDesign(409, "The design can only be read"),
        contended(409, "Other writers were first"),
        limitReached(409, "There are as many as there may be"),
        deletedDesign(410, "The design was deleted"),
        revisionDiffers(412, "The design has another revision"),
        bodyTooLarge(413, "The body is too large"),
        uriTooLong(414, "The address is too long"),
        unsupportedMediaType(415, "The body is of a media type that is not read here"),
        unreadableDesign(422, "The file cannot be read as a design"),
        headersTooLarge(431, "The headers are too large"),
        internal(500, "The server failed"),
        unavailable(503, "The server cannot do this right now");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        String type() {
            return "urn:meshplay:problem:" + name();
        }
    }

    static Problem of(Kind kind, String detail, String whatToDo) {
        return new Problem(kind, detail, null, whatToDo);
    }

    static Problem ofField(Kind kind, String field, String detail, String whatToDo) {
        return new Problem(kind, detail, field, whatToDo);
    }

    ProblemException asException() {
        return new ProblemException(this);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", kind.type());
        json.put("title", kind.title());
        json.put("status", kind.status());
        json.put("detail", detail);
        if (field != null) {
            json.put("field", field);
        }
        json.put("whatToDo", whatToDo);
        return json;
    }
}
