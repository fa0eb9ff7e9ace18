package io.meshplay.models.relationship.policy;

/**
 * Bounds and choices of evaluations.
 *
 * @param passesMax how often drawn relationships are gone through, until nothing changes
 * @param inferredMax most inferred relationships of one design
 * @param addNamespaces whether a namespace that components name and that is not in the design is added to it
 */
public record PolicyOptions(int passesMax, int inferredMax, boolean addNamespaces) {
    /** Five passes, 50,000 inferred relationships, and no component that nobody asked for. */
    public static final PolicyOptions DEFAULTS = new PolicyOptions(5, 50_000, false);

    /** Refuses bounds that allow nothing. */
    public PolicyOptions {
        if (passesMax < 1 || inferredMax < 1) {
            throw new IllegalArgumentException(
                    "passesMax is " + passesMax + ", inferredMax is " + inferredMax + "; both must be 1 or more");
        }
    }

    /** {@return the same, adding namespaces or not} */
    public PolicyOptions addingNamespaces(boolean add) {
        return new PolicyOptions(passesMax, inferredMax, add);
    }
}
