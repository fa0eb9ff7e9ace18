package io.meshplay.models.relationship;

/**
 * Where a definition came from.
 *
 * @param source the file or archive entry, for reports
 * @param model name of the model whose directory holds it; empty when unknown
 * @param builtIn whether it ships with the engine: such a rule goes before any other for the same two kinds
 */
public record Origin(String source, String model, boolean builtIn) {
    /** {@return the origin of a definition that was loaded} */
    public static Origin of(String source, String model) {
        return new Origin(source, model, false);
    }
}
