package io.meshplay.models.registry;

import io.meshplay.models.registry.text.Versions;
import org.jspecify.annotations.Nullable;

/**
 * A model: one version of a package of definitions.
 *
 * @param name what rules and designs call it
 * @param version of what it models, such as {@code v1.25.2}
 * @param displayName its name for people
 * @param description in words; may be empty
 * @param category such as {@code Orchestration & Management}; may be empty
 * @param subCategory may be empty
 * @param registrant kind of where it came from, such as {@code artifacthub}; may be empty
 * @param status {@code enabled} or {@code ignored}; empty counts as enabled
 * @param annotation whether its components are pictures that are never deployed
 * @param schemaVersion of its file; may be empty
 * @param definitionVersion version of the definition itself
 * @param source its file; empty when only its components say that it exists
 * @param details everything else that its file says; null when it has no file
 */
public record ModelDefinition(
        String name,
        String version,
        String displayName,
        String description,
        String category,
        String subCategory,
        String registrant,
        String status,
        boolean annotation,
        String schemaVersion,
        String definitionVersion,
        String source,
        @Nullable Digest details) {
    /** {@return name and version, which together name it} */
    public Key key() {
        return new Key(name, version);
    }

    /**
     * What names a model.
     *
     * @param name its name
     * @param version its version
     */
    public record Key(String name, String version) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int order = name.compareTo(other.name);
            return order != 0 ? order : Versions.ORDER.compare(version, other.version);
        }
    }
}
