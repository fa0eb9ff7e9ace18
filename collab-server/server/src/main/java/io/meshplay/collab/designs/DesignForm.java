package io.meshplay.collab.designs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What designs at rest need of the model of a design. Every method works on values only, may take long and is called off
 * the event loops. Projections are the UTF-8 JSON that {@code LiveDesigns.project} answers, operations what
 * {@code LiveDesigns.edit} takes.
 */
public interface DesignForm {
    /** {@return the number of the canonical form that {@link #canonical} writes} */
    int number();

    /** {@return the canonical content of a design: JSON in RFC 8785 form, without what is deleted} */
    byte[] canonical(byte[] projection);

    /**
     * Computes what is to be edited so that a document has a content.
     *
     * @param present the document's projection
     * @param content canonical content, of this or an older number
     * @return operations, an empty array if nothing is to do
     */
    byte[] restoring(byte[] present, byte[] content);

    /**
     * Reads a file.
     *
     * @param name what to call the design; null takes the file's own name
     * @param file a design or a manifest, as YAML or JSON
     * @return the design; throws {@link DesignRefusedException} with {@link DesignRefusal.Unreadable}
     */
    FileDesign read(@Nullable String name, byte[] file);

    /** {@return the whole file, in UTF-8} */
    byte[] write(byte[] projection, DesignExchange.Format format);

    /** {@return the designs that a new data directory starts with, always in the same order} */
    List<FileDesign> samples();
}
