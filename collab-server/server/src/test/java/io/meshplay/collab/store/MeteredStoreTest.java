package io.meshplay.collab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.MemoryStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A metered store passes the contract of all stores, and counts. */
final class MeteredStoreTest extends StoreContract {
    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected Store open(Vertx vertx) {
        return new MeteredStore(new MemoryStore(vertx, disk), registry);
    }

    @Override
    protected void loseEntry(String designId, long sequence) {
        disk.loseEntry(designId, sequence);
    }

    @Override
    protected void damageEntry(String designId, long sequence) {
        disk.damageEntry(designId, sequence);
    }

    @Override
    protected void damageCheckpoint(String designId) {
        disk.damageCheckpoint(designId);
    }

    @Test
    @DisplayName("[OPS-4] calls are timed and failures counted by their kind")
    void counts() {
        append(DESIGN, 1, 2);
        assertThatThrownBy(() -> append(DESIGN, 7, 7)).isInstanceOf(StoreException.Conflict.class);

        assertThat(registry.get("meshplay.store.calls")
                        .tag("call", "append")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("meshplay.store.failures")
                        .tags("call", "append", "kind", "conflict")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
