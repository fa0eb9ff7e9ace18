package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;

/**
 * Why a drawn relationship does not do all that it could.
 *
 * @param relationship its id; empty when the remark is of the whole evaluation
 * @param kind what is the matter
 * @param words one sentence for people
 */
public record Remark(String relationship, Kind kind, String words) {
    /** {@return itself as JSON} */
    public Json json() {
        return EvaluationJson.remark(this);
    }

    /** What is the matter with a relationship. */
    public enum Kind {
        /** No rule ties the two kinds; it is a line on the canvas. */
        NO_RULE,
        /** A field that it reads, or one around a field that it writes, is blank. */
        WAITING,
        /** What it would write contradicts what is there, or what a cluster allows. */
        CONFLICT,
        /** Somebody changed by hand what it wrote; it lets them. */
        DIVERGED,
        /** There is more than is evaluated. */
        LIMIT
    }
}
