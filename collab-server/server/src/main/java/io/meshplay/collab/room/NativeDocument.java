package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.crdt.CrdtException;
import io.meshplay.crdt.Document;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A room's proxy to its native document: durable updates are gathered here and applied on the worker, in batches, before
 * whatever is asked next. So an answer holds exactly what was durable when it was asked for. Confined to the room's event
 * loop; the document itself to the worker's thread.
 */
@EventLoop
final class NativeDocument {
    /** The roots of a design's document, all maps. */
    static final List<String> ROOTS = List.of("meta", "components", "relationships", "comments", "views");

    /** A question to the document. */
    interface Question<T> {
        T ask(Document document);
    }

    private final NativeWorker worker;
    private final RoomLimits limits;
    private final String designId;
    private final Document document;
    private final Consumer<Throwable> failed;
    private List<Taken> unfed = new ArrayList<>();
    private int unfedBytes;
    private boolean closed;

    NativeDocument(
            NativeWorker worker, RoomLimits limits, String designId, Document document, Consumer<Throwable> failed) {
        this.worker = worker;
        this.limits = limits;
        this.designId = designId;
        this.document = document;
        this.failed = failed;
    }

    void durable(List<Taken> turn) {
        for (Taken taken : turn) {
            unfed.add(taken);
            unfedBytes += taken.update().bytes().length;
        }
        if (unfed.size() > limits.unfedUpdatesMax() || unfedBytes > limits.unfedBytesMax()) {
            // what fails is told to the room by ask itself
            var _ = ask(NativeTask.APPLY, _ -> true);
        }
    }

    /** {@return durable updates that native code has not read yet} */
    int unfedUpdates() {
        return unfed.size();
    }

    /** {@return the answer, on the room's loop} */
    <T> Future<T> ask(NativeTask task, Question<T> question) {
        return ask(task, List.of(), question);
    }

    /** {@code input}: what the question reads */
    <T> Future<T> ask(NativeTask task, List<byte[]> input, Question<T> question) {
        if (closed) {
            return Future.failedFuture(new IllegalStateException("document of " + designId + " is closed"));
        }
        List<Taken> batch = unfed;
        unfed = new ArrayList<>();
        unfedBytes = 0;
        return worker.run(task, designId, input, () -> {
                    feed(batch);
                    return question.ask(document);
                })
                .onFailure(failure -> {
                    if (!refused(failure)) {
                        failed.accept(failure);
                    }
                });
    }

    /** A question that native code refuses leaves the document as it was. */
    private static boolean refused(Throwable failure) {
        return failure instanceof CrdtException e && e.kind() == CrdtException.Kind.REFUSED;
    }

    private void feed(List<Taken> batch) {
        if (batch.isEmpty()) {
            return;
        }
        List<byte[]> updates =
                batch.stream().map(taken -> taken.update().bytes()).toList();
        // One more than is applied: a process killed here is a first suspicion only, also of a batch of one. The next
        // start applies one by one, and only a death at exactly one sequence makes that one unusable.
        long named = batch.getLast().sequence() + 1;
        try {
            worker.apply(document, designId, batch.getFirst().sequence(), named, updates);
        } catch (CrdtException e) {
            throw new IllegalStateException("native code refuses what the gatekeeper took in " + designId, e);
        }
    }

    /**
     * Edits a copy, so that this document never holds what is not durable yet.
     *
     * @param clientId under which the edit is written
     * @return the update; {@code 00 00} if the operations change nothing
     */
    Future<byte[]> edit(long clientId, byte[] operations) {
        return ask(NativeTask.EDIT, List.of(operations), original -> {
            try (Document copy = Document.open(clientId, ROOTS)) {
                copy.apply(List.of(original.state()));
                return copy.edit(operations);
            }
        });
    }

    void close() {
        if (!closed) {
            closed = true;
            worker.run(NativeTask.CLOSE, designId, () -> {
                document.close();
                return true;
            });
        }
    }
}
