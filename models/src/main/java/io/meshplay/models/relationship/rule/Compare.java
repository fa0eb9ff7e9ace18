package io.meshplay.models.relationship.rule;

import java.util.Locale;

/** How the two fields of a pair have to stand to each other (docs/spec/policy.md, POLICY-4). */
public enum Compare {
    EQUAL,
    EQUAL_AS_STRINGS,
    TO_CONTAINS_FROM,
    FROM_CONTAINS_TO,
    NOT_NULL,
    /** Not compared; written where there is nothing. */
    FILL,
    /** As {@link #FILL}, for numbers only. */
    FILL_NUMBER;

    /** {@return the comparison of that name; {@link #EQUAL} for an empty or unknown one} */
    public static Compare of(String name) {
        for (Compare compare : values()) {
            if (compare.name().equals(name.toUpperCase(Locale.ROOT))) {
                return compare;
            }
        }
        return EQUAL;
    }

    /** {@return whether a comparison has the name} */
    public static boolean known(String name) {
        return of(name) != EQUAL || name.equalsIgnoreCase(EQUAL.name());
    }

    /** {@return whether the two values are the key of a join} */
    public boolean keyed() {
        return this == EQUAL || this == EQUAL_AS_STRINGS;
    }

    /** {@return whether one value has to hold the other} */
    public boolean contains() {
        return this == TO_CONTAINS_FROM || this == FROM_CONTAINS_TO;
    }

    /** {@return whether nothing is compared, and only what is blank written} */
    public boolean fills() {
        return this == FILL || this == FILL_NUMBER;
    }
}
