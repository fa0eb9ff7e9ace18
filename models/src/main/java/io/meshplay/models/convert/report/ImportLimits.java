package io.meshplay.models.convert.report;

/**
 * Every bound that the reading of a file obeys.
 *
 * @param bytesMax largest file, in bytes
 * @param codePointsMax longest file, in characters
 * @param depthMax deepest nesting of maps and lists
 * @param aliasesMax most YAML aliases in a file
 * @param valuesMax most values in a file, aliases followed
 * @param documentsMax most YAML documents in a file
 * @param componentsMax most components in a design
 * @param relationshipsMax most relationships in a design
 * @param warningsMax most warnings in a report
 */
public record ImportLimits(
        int bytesMax,
        int codePointsMax,
        int depthMax,
        int aliasesMax,
        int valuesMax,
        int documentsMax,
        int componentsMax,
        int relationshipsMax,
        int warningsMax) {
    /** What holds unless somebody says otherwise. */
    public static final ImportLimits DEFAULTS =
            new ImportLimits(12 << 20, 3 << 20, 64, 50, 500_000, 4_000, 2_000, 10_000, 500);

    /** Refuses bounds that leave nothing. */
    public ImportLimits {
        require(bytesMax, "bytesMax");
        require(codePointsMax, "codePointsMax");
        require(depthMax, "depthMax");
        require(aliasesMax, "aliasesMax");
        require(valuesMax, "valuesMax");
        require(documentsMax, "documentsMax");
        require(componentsMax, "componentsMax");
        require(relationshipsMax, "relationshipsMax");
        require(warningsMax, "warningsMax");
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("import." + name + " is " + value + ", must be >= 1");
        }
    }
}
