package io.meshplay.collab.designs;

import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.thread.OffLoop;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Designs as files: reads them in, writes them out. */
public final class DesignExchange {
    private final Designs designs;
    private final DesignTable table;
    private final LiveDesigns live;
    private final DesignForm form;
    private final OffLoop offLoop;

    DesignExchange(Designs designs, DesignTable table, LiveDesigns live, DesignForm form, OffLoop offLoop) {
        this.designs = designs;
        this.table = table;
        this.live = live;
        this.form = form;
        this.offLoop = offLoop;
    }

    /**
     * Makes a design of a file, in one edit.
     *
     * @param name what to call it; null takes the file's own name
     * @param file a file of any format that is read, an archive too; takes ownership
     */
    public Future<ImportedDesign> read(String actor, @Nullable String name, byte[] file) {
        return offLoop.call(() -> form.read(name, file))
                .compose(read -> designs.create(
                                actor, designs.nextId(), read.name(), read.components(), read.operations())
                        .map(design -> new ImportedDesign(design, read.report())));
    }

    /** Writes a living design as a file, every acknowledged edit included. */
    public Future<ExportedDesign> write(String designId, ExportFormat format) {
        return table.living(designId)
                .compose(design -> live.project(designId)
                        .compose(projection -> offLoop.call(() -> DesignForm.write(projection, format)))
                        .map(file -> new ExportedDesign(design.name(), file)));
    }

    /** {@return a living design as plain JSON in UTF-8: {@code {"name":…,"components":[…],"relationships":[…]}}} */
    public Future<byte[]> content(String designId) {
        return table.living(designId)
                .compose(_ -> live.project(designId))
                .compose(projection -> offLoop.call(() -> Projections.content(projection)));
    }
}
