package io.meshplay.collab.designs;

import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Deletion;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.LiveDocument;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What designs at rest need of the model of a design. Works on values only, may take long and is called off the event
 * loops. Projections are the UTF-8 JSON that {@code LiveDesigns.project} answers, operations what
 * {@code LiveDesigns.edit} takes, contents the canonical JSON of a version.
 */
final class DesignForm {
    /** Number of the canonical form that versions are written in. */
    static final int NUMBER = CanonicalDesign.FORM;

    private DesignForm() {}

    /** {@return the canonical content of a design: JSON in RFC 8785 form, without what is deleted} */
    static byte[] canonical(byte[] projection) {
        return CanonicalDesign.of(LiveDocument.fromProjection(projection).design())
                .bytes();
    }

    /**
     * Computes the fewest edits after which a document has a content: what is too much is flagged as deleted.
     *
     * @param actor whom the flags name
     * @param at when, for the flags
     * @return operations, an empty array if nothing is to do
     */
    static byte[] restoring(byte[] present, byte[] content, String actor, Instant at) {
        Design target = CanonicalDesign.read(content);
        return LiveDocument.restoring(target, present, new Deletion(actor, at));
    }

    /**
     * Computes edits after which a document has a content whatever is in it: everything is removed and made anew. For a
     * document that refuses {@link #restoring} because a plain value stands where a shared one belongs.
     */
    static byte[] replacing(byte[] present, byte[] content) {
        return LiveDocument.replacing(CanonicalDesign.read(content), present);
    }

    /**
     * Reads a file.
     *
     * @param name what to call the design; null takes the file's own name
     */
    static FileDesign read(@Nullable String name, byte[] file) {
        Design design;
        try {
            design = CanonicalDesign.read(file);
        } catch (IllegalArgumentException e) {
            throw new DesignRefusedException(new DesignRefusal.Unreadable(null, "The file is no design."));
        }
        Design named = name == null ? design : new Design(name, design.components(), design.relationships());
        int components = named.components().size();
        var report =
                new ImportReport("canonical", components, named.relationships().size(), List.of());
        return new FileDesign(named.name(), components, LiveDocument.creating(named), report);
    }

    static byte[] write(byte[] projection, DesignExchange.Format format) {
        return canonical(projection);
    }

    static List<FileDesign> samples() {
        return List.of();
    }
}
