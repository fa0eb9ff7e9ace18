package io.meshplay.models.check.rule;

/** Looks at one component. */
@FunctionalInterface
public interface Inspection {
    /**
     * Looks at a component of a design; whatever types its values have.
     *
     * @param out takes what is found
     */
    void inspect(CheckedDesign design, Subject subject, Findings out);
}
