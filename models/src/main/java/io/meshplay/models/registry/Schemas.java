package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.schema.SchemaValidator;
import io.meshplay.models.schema.SchemaWalker;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of a registry, parsed when somebody asks and kept while they are in use: those used last, up to a bound of their
 * text. A schema that is no JSON is none.
 */
public final class Schemas {
    private static final int DEPTH_MAX = 200;
    private static final long CACHED_BYTES_MAX = 6L << 20;

    private final Registry registry;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Digest, Parsed> cache = new LinkedHashMap<>(64, 0.75f, true);
    private long cachedBytes;

    Schemas(Registry registry) {
        this.registry = registry;
    }

    /** A schema with what was made of it. */
    private static final class Parsed {
        private final Json.Fields tree;
        private final int bytes;
        private final SchemaWalker walker;
        private volatile @Nullable SchemaValidator validator;

        private Parsed(Json.Fields tree, int bytes) {
            this.tree = tree;
            this.bytes = bytes;
            this.walker = new SchemaWalker(tree);
        }

        private SchemaValidator validator() {
            SchemaValidator known = validator;
            if (known == null) {
                known = new SchemaValidator(tree);
                validator = known;
            }
            return known;
        }
    }

    /** {@return a component's schema; empty when it has none} */
    public Optional<Json.Fields> tree(ComponentDefinition component) {
        return find(component).map(parsed -> parsed.tree);
    }

    /** {@return a walker over a component's schema; empty when it has none} */
    public Optional<SchemaWalker> walker(ComponentDefinition component) {
        return find(component).map(parsed -> parsed.walker);
    }

    /** {@return a validator of a component's configurations; empty when it has no schema} */
    public Optional<SchemaValidator> validator(ComponentDefinition component) {
        return find(component).map(Parsed::validator);
    }

    private Optional<Parsed> find(ComponentDefinition component) {
        Digest digest = component.schema();
        if (digest == null) {
            return Optional.empty();
        }
        lock.lock();
        try {
            Parsed known = cache.get(digest);
            if (known != null) {
                return Optional.of(known);
            }
        } finally {
            lock.unlock();
        }
        Parsed parsed = parse(digest);
        if (parsed != null) {
            keep(digest, parsed);
        }
        return Optional.ofNullable(parsed);
    }

    private @Nullable Parsed parse(Digest digest) {
        byte[] text = registry.content(digest);
        try {
            return text != null && JsonReader.read(text, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields fields
                    ? new Parsed(fields, text.length)
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private void keep(Digest digest, Parsed parsed) {
        lock.lock();
        try {
            if (cache.put(digest, parsed) == null) {
                cachedBytes += parsed.bytes;
            }
            var oldest = cache.values().iterator();
            while (cachedBytes > CACHED_BYTES_MAX && cache.size() > 1) {
                cachedBytes -= oldest.next().bytes;
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }
}
