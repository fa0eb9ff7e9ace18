package io.meshplay.models.check.rule;

/**
 * A check with the code that finds it.
 *
 * @param check what it is about
 * @param inspection what is run for each component
 */
public record Rule(Check check, Inspection inspection) {
    /** {@return a check whose findings people have to settle themselves} */
    public static Rule of(
            String id, Severity severity, Category category, String title, String explanation, Inspection inspection) {
        return new Rule(new Check(id, severity, category, false, title, explanation), inspection);
    }

    /** {@return a check whose findings can come with a fix} */
    public static Rule fixable(
            String id, Severity severity, Category category, String title, String explanation, Inspection inspection) {
        return new Rule(new Check(id, severity, category, true, title, explanation), inspection);
    }
}
