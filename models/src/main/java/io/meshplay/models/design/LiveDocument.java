package io.meshplay.models.design;

import java.util.List;

/**
 * Goes between a design and the live document that carries it: reads the document's projection (JSON of its root maps)
 * and writes edits as a JSON list of operations. Works on any thread; keeps nothing.
 */
public final class LiveDocument {
    /** Version of the document's layout, kept in its root {@code meta}. */
    public static final int SCHEMA_VERSION = 1;

    private LiveDocument() {}

    /**
     * What was read from a projection.
     *
     * @param design what is alive and makes sense
     * @param removed relationships that are flagged as deleted, or an end of which is deleted or missing
     * @param findings what was left out or replaced, where and why; at most 1,000
     */
    public record Projected(Design design, List<Relationship> removed, List<Finding> findings) {}

    /**
     * Reads a projection. Anybody may write anything into a document: what is no part of a design is left out and
     * reported, and a missing field has its default.
     *
     * @param projection JSON in UTF-8
     */
    public static Projected fromProjection(byte[] projection) {
        return new ProjectionReader().read(projection);
    }

    /** {@return operations that make an empty document carry the design} */
    public static byte[] creating(Design design) {
        return new LiveOperations().create(design).bytes();
    }

    /**
     * The fewest operations that make a document carry a design. What is too much is flagged as deleted, what was
     * deleted comes back, and only fields that differ are set. Edges and parents that stay hidden are left alone.
     *
     * @param current the document's projection
     * @param deletion the flag for what is too much
     * @return a list of operations; empty when the document carries the design
     */
    public static byte[] restoring(Design target, byte[] current, Deletion deletion) {
        return new Restoration(target, ProjectionReader.roots(current), deletion)
                .operations()
                .bytes();
    }

    /**
     * The operations of {@link #restoring}, and those that give relationships which are no part of the design, because
     * they were removed, other metadata.
     *
     * @param removed as they are to be
     */
    public static byte[] restoring(Design target, List<Relationship> removed, byte[] current, Deletion deletion) {
        LiveOperations operations = new Restoration(target, ProjectionReader.roots(current), deletion).operations();
        removed.forEach(one -> operations.set(one.metadata(), "relationships", one.id(), "metadata"));
        return operations.bytes();
    }

    /**
     * Operations that make a document carry a design whatever is in it: everything is removed for good and created
     * anew. For a document that refuses {@link #restoring} because somebody put a plain value where a shared one belongs.
     *
     * @param current the document's projection
     */
    public static byte[] replacing(Design target, byte[] current) {
        Json.Fields roots = ProjectionReader.roots(current);
        var operations = new LiveOperations();
        for (String root : List.of("components", "relationships")) {
            roots.fields(root).values().keySet().forEach(id -> operations.delete(root, id));
        }
        List.of("name", "schemaVersion").forEach(key -> operations.delete("meta", key));
        return operations.create(target).bytes();
    }
}
