package io.meshplay.crdt.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Stock Yjs in a Node process: says whether documents hold the same. Asked from any thread, answers in order. */
public final class Judge implements AutoCloseable {
    private static final int WAITING_MAX = 64;

    private final Process node = Node.start("judge.mjs", List.of());
    private final DataOutputStream requests = new DataOutputStream(node.getOutputStream());
    private final DataInputStream answers = new DataInputStream(new BufferedInputStream(node.getInputStream()));
    private final ExecutorService asker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("judge").factory());
    private final Semaphore waiting = new Semaphore(WAITING_MAX);

    /**
     * One step of a document's life.
     *
     * @param update what it took
     * @param state what native code then encoded; empty when that is not to be compared
     */
    public record Step(byte[] update, byte[] state) {}

    /** JSON of the content, state vector and deletes of a document that takes these updates. */
    public Future<String> content(List<byte[]> updates) {
        return ask(0, out -> list(out, updates));
    }

    /** Empty when a document that takes the updates holds at each step what the native state holds; else what differs. */
    public Future<String> story(List<Step> steps) {
        return ask(1, out -> {
            out.writeInt(steps.size());
            for (Step step : steps) {
                blob(out, step.update());
                blob(out, step.state());
            }
        });
    }

    /** Empty when the JSON of declared roots is what Yjs holds after these updates; else what differs. */
    public Future<String> project(List<byte[]> updates, byte[] json) {
        return ask(2, out -> {
            list(out, updates);
            blob(out, json);
        });
    }

    /** Empty when both lists of updates lead to the same content; else what differs. */
    public Future<String> same(List<byte[]> one, List<byte[]> other) {
        return ask(3, out -> {
            list(out, one);
            list(out, other);
        });
    }

    /** As {@link #same}, but for what native code is known not to keep (docs/spec/fuzz.md, FUZZ-4). */
    public Future<String> sameInNative(List<byte[]> updates, byte[] state) {
        return ask(4, out -> {
            list(out, updates);
            list(out, List.of(state));
        });
    }

    /** Empty when the updates lead to the same content in so many other orders of arrival; else what differs. */
    public Future<String> orders(List<byte[]> updates, int seed, int count) {
        return ask(5, out -> {
            list(out, updates);
            out.writeInt(seed);
            out.writeInt(count);
        });
    }

    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    private Future<String> ask(int kind, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(kind);
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waiting.acquireUninterruptibly();
        return asker.submit(() -> {
            try {
                blob(requests, bytes.toByteArray());
                requests.flush();
                return new String(answers.readNBytes(answers.readInt()), UTF_8);
            } finally {
                waiting.release();
            }
        });
    }

    private static void list(DataOutputStream out, List<byte[]> updates) throws IOException {
        out.writeInt(updates.size());
        for (byte[] update : updates) {
            blob(out, update);
        }
    }

    private static void blob(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Ends the process; questions that wait are not answered. */
    @Override
    public void close() {
        asker.shutdownNow();
        node.destroy();
    }
}
