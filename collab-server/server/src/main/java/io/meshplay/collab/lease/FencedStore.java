package io.meshplay.collab.lease;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.Optional;

/** A store that the rooms of one node write only for designs whose lease the node holds. */
@AnyThread
final class FencedStore implements Store {
    private final Store store;
    private final LeaseCheck leases;
    private final FencedJournal journal;

    FencedStore(Store store, LeaseCheck leases) {
        this.store = store;
        this.leases = leases;
        this.journal = new FencedJournal(store.journal(), leases);
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Checkpoints checkpoints() {
        return new FencedCheckpoints(store.checkpoints());
    }

    @Override
    public Records records() {
        return store.records();
    }

    @Override
    public long fencingToken() {
        return store.fencingToken();
    }

    @Override
    public Future<Void> probe() {
        return store.probe();
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }

    private final class FencedCheckpoints implements Checkpoints {
        private final Checkpoints checkpoints;

        FencedCheckpoints(Checkpoints checkpoints) {
            this.checkpoints = checkpoints;
        }

        @Override
        public Future<Void> put(Checkpoint checkpoint) {
            long token = leases.token(checkpoint.designId());
            return leases.holds(checkpoint.designId(), token)
                    .compose(holds -> holds
                            ? checkpoints.put(checkpoint)
                            : Future.failedFuture(new StoreException.Conflict(
                                    "the lease of " + checkpoint.designId() + " is not this node's")));
        }

        @Override
        public Future<Optional<Checkpoint>> get(String designId) {
            return checkpoints.get(designId);
        }

        @Override
        public Future<Void> delete(String designId) {
            return checkpoints.delete(designId);
        }
    }
}
