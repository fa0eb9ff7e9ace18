package io.meshplay.models.registry;

import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.ContentWriter.Slot;
import io.meshplay.models.relationship.Kinds.Scope;
import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.RelationshipReader;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link IndexWriter} wrote. Equal digests, keys and texts are one object. */
final class IndexReader {
    private static final int DEPTH_MAX = 128;
    /** A scope is kept as its place in this list. */
    static final List<Scope> SCOPES = List.of(Scope.NAMESPACED, Scope.CLUSTER, Scope.UNKNOWN);

    private final ByteBuffer in;
    private final boolean builtIn;
    private final Map<Digest, Slot> slots = new HashMap<>();
    private final Map<Digest, Digest> digests = new HashMap<>();
    private final Map<ModelDefinition.Key, ModelDefinition.Key> keys = new HashMap<>();
    private final String[] texts;

    private IndexReader(ByteBuffer in, boolean builtIn) throws IOException {
        this.in = in;
        this.builtIn = builtIn;
        this.texts = new String[count(Integer.BYTES)];
        for (int i = 0; i < texts.length; i++) {
            byte[] utf8 = bytes();
            texts[i] = new String(utf8, StandardCharsets.UTF_8);
        }
    }

    /**
     * What an index holds.
     *
     * @param content all definitions
     * @param slots where the contents stand
     * @param trees where in the index the JSON of each relationship stands
     */
    record Index(RegistryContent content, Map<Digest, Slot> slots, Map<RelationshipDefinition, Tree> trees) {}

    /**
     * A part of the index.
     *
     * @param offset its first byte
     * @param bytes how many there are
     */
    record Tree(int offset, int bytes) {}

    /**
     * Reads an index.
     *
     * @param builtIn whether the registry ships with us
     * @throws IOException when this is no index
     */
    static Index read(byte[] index, boolean builtIn) throws IOException {
        try {
            return new IndexReader(ByteBuffer.wrap(index), builtIn).read();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("The index of the registry is damaged", e);
        }
    }

    private Index read() throws IOException {
        for (int left = count(48); left > 0; left--) {
            slots.put(digest(), new Slot(in.getLong(), in.getInt(), in.getInt()));
        }
        List<ModelDefinition> models = new ArrayList<>();
        for (int left = count(45); left > 0; left--) {
            models.add(model());
        }
        List<ComponentDefinition> components = new ArrayList<>();
        for (int left = count(83); left > 0; left--) {
            components.add(component());
        }
        List<RelationshipDefinition> relationships = new ArrayList<>();
        Map<RelationshipDefinition, Tree> trees = new HashMap<>();
        for (int left = count(12); left > 0; left--) {
            var origin = new Origin(text(), text(), builtIn);
            byte[] tree = bytes();
            var definition = RelationshipReader.read(JsonReader.read(tree, DEPTH_MAX, (_, _) -> {}), origin);
            relationships.add(definition);
            trees.putIfAbsent(definition, new Tree(in.position() - tree.length, tree.length));
        }
        return new Index(new RegistryContent(models, components, relationships), slots, trees);
    }

    private ModelDefinition model() {
        String name = text();
        String version = text();
        String displayName = text();
        String description = text();
        String category = text();
        String subCategory = text();
        String registrant = text();
        String status = text();
        String schemaVersion = text();
        String definitionVersion = text();
        String source = text();
        boolean annotation = flag();
        return new ModelDefinition(
                name,
                version,
                displayName,
                description,
                category,
                subCategory,
                registrant,
                status,
                annotation,
                schemaVersion,
                definitionVersion,
                source,
                optional());
    }

    private ComponentDefinition component() {
        var key = new ModelDefinition.Key(text(), text());
        String apiVersion = text();
        String kind = text();
        String displayName = text();
        String description = text();
        String status = text();
        String shape = text();
        String color = text();
        String schemaVersion = text();
        String definitionVersion = text();
        String source = text();
        return new ComponentDefinition(
                keys.computeIfAbsent(key, same -> same),
                apiVersion,
                kind,
                displayName,
                description,
                SCOPES.get(in.get()),
                flag(),
                flag(),
                status,
                shape,
                color,
                schemaVersion,
                definitionVersion,
                source,
                optional(),
                optional(),
                digest());
    }

    private @Nullable Digest optional() {
        return flag() ? digest() : null;
    }

    private Digest digest() {
        return digests.computeIfAbsent(Digest.read(in), same -> same);
    }

    private boolean flag() {
        return in.get() != 0;
    }

    private String text() {
        return texts[in.getInt()];
    }

    private byte[] bytes() throws IOException {
        byte[] bytes = new byte[count(1)];
        in.get(bytes);
        return bytes;
    }

    /** A count that the rest of the bytes cannot hold is damage, and reserves no memory. */
    private int count(int bytesEach) throws IOException {
        int count = in.getInt();
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw new IOException("The index of the registry is damaged");
        }
        return count;
    }
}
