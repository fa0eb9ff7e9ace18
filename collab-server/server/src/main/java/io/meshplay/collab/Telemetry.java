package io.meshplay.collab;

import io.meshplay.collab.cli.ServerVersion;
import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** The process's meters: one set of buckets for all latencies, and what the JVM and the system say of the process. */
@AnyThread
final class Telemetry implements AutoCloseable {
    /** Those that are histograms; what has labels of many values is a sum and a count. */
    private static final Set<String> HISTOGRAMS = Set.of(
            "meshplay.ack.latency", "meshplay.durable.latency", "meshplay.store.calls", "meshplay.event.loop.delay");

    private static final double[] BUCKETS_SECONDS = {
        0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
    };
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Path STATISTICS = Path.of("/proc/self/statm");
    private static final long PAGE_BYTES = 4_096;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** {@code data}: the directory whose disk is watched */
    Telemetry(Path data, boolean networkTrusted) {
        registry.config().meterFilter(new Buckets());
        new JvmMemoryMetrics().bindTo(registry);
        collections.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        Gauge.builder("meshplay.info", () -> 1)
                .tag("version", ServerVersion.number())
                .register(registry);
        Gauge.builder("meshplay.network.trusted", () -> networkTrusted ? 1 : 0).register(registry);
        Gauge.builder(
                        "meshplay.data.free.bytes",
                        data,
                        directory -> directory.toFile().getUsableSpace())
                .strongReference(true)
                .register(registry);
        Gauge.builder("meshplay.resident.bytes", Telemetry::residentBytes).register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** {@return memory of the process, that of native code included; not a number where the system does not tell} */
    private static double residentBytes() {
        try {
            return Long.parseLong(Files.readString(STATISTICS).split(" ", 3)[1]) * (double) PAGE_BYTES;
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    /** Gives every latency the same buckets, so that a board can compare them. */
    private static final class Buckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!HISTOGRAMS.contains(id.getName())) {
                return config;
            }
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(Arrays.stream(BUCKETS_SECONDS)
                            .map(seconds -> seconds * NANOS_PER_SECOND)
                            .toArray())
                    .build()
                    .merge(config);
        }
    }
}
