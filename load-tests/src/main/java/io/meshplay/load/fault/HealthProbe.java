package io.meshplay.load.fault;

import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks a server again and again whether it lives, and notes the longest time that an answer took. Its own thread. */
final class HealthProbe implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final Thread thread = Thread.ofVirtual().name("health-probe").unstarted(this::probe);
    private volatile boolean watching;
    private volatile boolean ended;
    private volatile long millisMax;

    HealthProbe(ServerProcess server) {
        request = HttpRequest.newBuilder(server.uri("/health/live"))
                .timeout(PATIENCE)
                .build();
        thread.start();
    }

    void watch(boolean now) {
        watching = now;
    }

    /** The longest while it watched; as long as its patience when there was no answer. */
    long millisMax() {
        return millisMax;
    }

    private void probe() {
        while (!ended) {
            if (watching) {
                var start = System.nanoTime();
                try {
                    client.send(request, BodyHandlers.discarding());
                } catch (IOException _) {
                    millisMax = Math.max(millisMax, PATIENCE.toMillis());
                } catch (InterruptedException _) {
                    return;
                }
                millisMax = Math.max(millisMax, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS));
        }
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        client.close();
    }
}
