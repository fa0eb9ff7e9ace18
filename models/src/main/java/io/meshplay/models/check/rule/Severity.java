package io.meshplay.models.check.rule;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** It will not deploy, will not work, or opens the cluster. */
    ERROR,
    /** It works until something goes wrong. */
    WARNING,
    /** It could be better. */
    INFO;

    /** {@return its name in interfaces} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
