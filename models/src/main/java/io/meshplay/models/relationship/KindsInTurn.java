package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks one after the other; the first that knows answers.
 *
 * @param all in their order
 */
public record KindsInTurn(List<Kinds> all) implements Kinds {
    /** Copies the list. */
    public KindsInTurn {
        all = List.copyOf(all);
    }

    @Override
    public Scope scope(Kind kind) {
        return all.stream()
                .map(kinds -> kinds.scope(kind))
                .filter(scope -> scope != Scope.UNKNOWN)
                .findFirst()
                .orElse(Scope.UNKNOWN);
    }

    @Override
    public boolean belongs(Kind kind, String model) {
        return all.stream().anyMatch(kinds -> kinds.belongs(kind, model));
    }

    @Override
    public Presence presence(Kind kind, List<String> keys) {
        return all.stream()
                .map(kinds -> kinds.presence(kind, keys))
                .filter(presence -> presence != Presence.UNKNOWN)
                .findFirst()
                .orElse(Presence.UNKNOWN);
    }

    @Override
    public @Nullable Json defaultValue(Kind kind, List<String> keys) {
        return all.stream()
                .map(kinds -> kinds.defaultValue(kind, keys))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
