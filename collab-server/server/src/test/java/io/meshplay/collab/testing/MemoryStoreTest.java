package io.meshplay.collab.testing;

import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreContract;
import io.vertx.core.Vertx;

/** The store in memory passes the contract of the real ones, so that tests may lean on it. */
final class MemoryStoreTest extends StoreContract {
    private final MemoryStore.Disk disk = new MemoryStore.Disk();

    @Override
    protected Store open(Vertx vertx) {
        return new MemoryStore(vertx, disk);
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
}
