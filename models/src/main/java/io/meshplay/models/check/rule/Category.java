package io.meshplay.models.check.rule;

import java.util.Locale;

/** What a check is about. */
public enum Category {
    /** What a broken container could do to others. */
    SECURITY,
    /** What happens when something fails or is replaced. */
    RELIABILITY,
    /** CPU, memory and disk. */
    RESOURCES,
    /** Services, ingresses and network policies. */
    NETWORK,
    /** Who may do what in the cluster. */
    ACCESS,
    /** Things that name other things. */
    REFERENCES,
    /** What a cluster accepts at all. */
    API,
    /** The design itself. */
    DESIGN;

    /** {@return its name in interfaces} */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
