package io.meshplay.models.registry;

import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.registry.LoadReport.Refused;
import io.meshplay.models.registry.text.Versions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One loading on its way: files come in from one thread, are read by a few, and what they hold is put in order at the end.
 * A file that breaks its reader is refused like any other.
 */
final class Harvest implements AutoCloseable {
    private static final int WAITING_PER_THREAD = 4;
    private static final Comparator<ComponentDefinition> ORDER = Comparator.comparing(ComponentDefinition::model)
            .thenComparing(ComponentDefinition::apiVersion)
            .thenComparing(ComponentDefinition::kind)
            .thenComparing(ComponentDefinition::source);

    private final long start = System.nanoTime();
    private final RegistryLimits limits;
    private final Path target;
    private final Path part;
    private final FileChannel file;
    private final ContentWriter contents;
    private final FileReader reader;
    private final ExecutorService workers;
    private final int permits;
    private final Semaphore waiting;
    private final Queue<Found> found = new ConcurrentLinkedQueue<>();
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger files = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicReference<@Nullable IOException> diskFailure = new AtomicReference<>();
    private boolean full;

    /** Gives the bytes of a file. */
    interface Content {
        byte[] read() throws IOException;
    }

    Harvest(RegistryLimits limits, int threads, Path target) throws IOException {
        this.limits = limits;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.file = RegistryFile.create(part);
        this.contents = new ContentWriter(file, RegistryFile.HEADER_BYTES);
        this.reader = new FileReader(limits, contents);
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("registry-", 0).factory());
        this.permits = threads == 1 ? 1 : threads * WAITING_PER_THREAD;
        this.waiting = new Semaphore(permits);
    }

    boolean full() {
        return full;
    }

    /** Takes a file; waits while enough of them are under way. */
    void file(String path, Content content) {
        if (files.get() >= limits.filesMax()) {
            if (!full) {
                full = true;
                refused(path, "This and all further files are beyond " + limits.filesMax() + ".");
            }
            return;
        }
        files.incrementAndGet();
        waiting.acquireUninterruptibly();
        workers.execute(() -> {
            try {
                read(path, content);
            } finally {
                waiting.release();
            }
        });
    }

    /** Takes note of a file that is not even read. */
    void refused(String path, String reason) {
        files.incrementAndGet();
        refuse(path, reason);
    }

    private void refuse(String path, String reason) {
        if (refusals.incrementAndGet() <= limits.refusalsMax()) {
            refused.add(new Refused(path, reason));
        }
    }

    private void read(String path, Content content) {
        try {
            FileReader.Content read = reader.read(path, content.read());
            found.addAll(read.found());
            read.refused().forEach(reason -> refuse(path, reason));
            taken.incrementAndGet();
        } catch (NotTakenException e) {
            refuse(path, e.reason());
        } catch (UncheckedIOException e) {
            diskFailure.compareAndSet(null, e.getCause());
        } catch (IOException e) {
            refuse(path, "It cannot be read: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            refuse(path, "It breaks its reader: " + e + ".");
        }
    }

    /**
     * Puts in order what was found, writes the rest of the file and opens it.
     *
     * @param temporary whether the file goes when the registry is closed
     */
    RegistryLoader.Loaded finish(boolean temporary) throws IOException {
        waiting.acquireUninterruptibly(permits);
        IOException failure = diskFailure.get();
        if (failure != null) {
            throw failure;
        }
        List<Found> settled = Charts.settled(List.copyOf(found), chart -> {
            taken.decrementAndGet();
            refuse(chart, "A Helm chart that holds no custom resource definition.");
        });
        List<Found> sorted =
                settled.stream().sorted(Comparator.comparing(Found::source)).toList();
        List<Found.Relationship> relationships = relationships(sorted);
        List<ComponentDefinition> components = components(sorted);
        RegistryContent content = new RegistryContent(
                models(sorted),
                components,
                relationships.stream().map(Found.Relationship::definition).toList());
        List<byte[]> trees =
                relationships.stream().map(one -> JsonWriter.bytes(one.tree())).toList();
        RegistryFile.finish(file, contents, content, trees);
        file.close();
        RegistryFile.publish(part, target);
        return new RegistryLoader.Loaded(RegistryFile.open(target, temporary), report(content, sorted));
    }

    private static List<Found.Relationship> relationships(List<Found> sorted) {
        List<Found.Relationship> relationships = new ArrayList<>();
        for (Found one : sorted) {
            if (one instanceof Found.Relationship relationship) {
                relationships.add(relationship);
            }
        }
        return relationships;
    }

    private static List<ComponentDefinition> components(List<Found> sorted) {
        List<ComponentDefinition> components = new ArrayList<>();
        for (Found one : sorted) {
            if (one instanceof Found.Component(ComponentDefinition component, ModelDefinition _, boolean _)) {
                components.add(component);
            }
        }
        components.sort(ORDER);
        return components;
    }

    /** A model's own file goes before what its components say of it, the highest definition before the others. */
    private static List<ModelDefinition> models(List<Found> sorted) {
        Map<ModelDefinition.Key, ModelDefinition> models = new TreeMap<>();
        for (Found one : sorted) {
            if (one instanceof Found.Model(ModelDefinition model)) {
                models.merge(model.key(), model, Harvest::higher);
            }
        }
        for (Found one : sorted) {
            if (one instanceof Found.Component(ComponentDefinition component, ModelDefinition model, boolean _)) {
                models.putIfAbsent(component.model(), model);
            }
        }
        return List.copyOf(models.values());
    }

    private static ModelDefinition higher(ModelDefinition first, ModelDefinition second) {
        return Versions.ORDER.compare(second.definitionVersion(), first.definitionVersion()) > 0 ? second : first;
    }

    private LoadReport report(RegistryContent content, List<Found> sorted) {
        Set<ModelDefinition.Key> withComponents = new HashSet<>();
        Set<Digest> schemas = new HashSet<>();
        for (ComponentDefinition component : content.components()) {
            withComponents.add(component.model());
            Digest schema = component.schema();
            if (schema != null) {
                schemas.add(schema);
            }
        }
        List<Refused> listed = refused.stream()
                .sorted(Comparator.comparing(Refused::path).thenComparing(Refused::reason))
                .toList();
        return new LoadReport(
                files.get(),
                taken.get(),
                listed,
                Math.max(0, refusals.get() - limits.refusalsMax()),
                (int) sorted.stream().filter(Found.Model.class::isInstance).count(),
                content.models().size(),
                content.models().size() - withComponents.size(),
                content.components().size(),
                content.relationships().size(),
                schemas.size(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Ends the workers; removes the file when it did not become one. */
    @Override
    public void close() throws IOException {
        workers.shutdown();
        try {
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
        Files.deleteIfExists(part);
    }
}
