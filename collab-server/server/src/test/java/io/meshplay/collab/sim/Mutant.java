package io.meshplay.collab.sim;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rules broken on purpose, between the room and its store: a simulation that does not find each of them is blind. */
enum Mutant {
    /** Nothing is broken. */
    NONE {
        @Override
        Store breaking(Store store) {
            return store;
        }
    },
    /** Nobody asks whether the lease still holds after an append. */
    TRUSTS_A_STALE_LEASE {
        @Override
        Store breaking(Store store) {
            return store;
        }

        @Override
        boolean fenced() {
            return false;
        }
    },
    /** The edit is acknowledged before it is on disk. */
    ACKNOWLEDGES_BEFORE_THE_JOURNAL {
        @Override
        Store breaking(Store store) {
            return new Broken(store, batch -> {
                var _ = store.journal().append(batch);
                return Future.succeededFuture();
            });
        }
    },
    /** A failure whose outcome is unknown counts as done. */
    TAKES_SILENCE_FOR_CONSENT {
        @Override
        Store breaking(Store store) {
            return new Broken(
                    store,
                    batch -> store.journal()
                            .append(batch)
                            .recover(failure -> failure instanceof StoreException.Unavailable
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(failure)));
        }
    },
    /** Another owner's entry under the same sequence is no reason to stop. */
    SKIPS_THE_FENCE {
        @Override
        Store breaking(Store store) {
            return new Broken(
                    store,
                    batch -> store.journal()
                            .append(batch)
                            .recover(failure -> failure instanceof StoreException.Conflict
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(failure)));
        }

        @Override
        boolean amongRivals() {
            return true;
        }
    },
    /** A checkpoint claims an entry that it does not hold. */
    CHECKPOINTS_TOO_MUCH {
        @Override
        Store breaking(Store store) {
            return new Broken(store, store.journal()::append) {
                @Override
                public Checkpoints checkpoints() {
                    return claiming(store.checkpoints());
                }
            };
        }
    };

    abstract Store breaking(Store store);

    /** {@return whether rooms of several nodes write through the leases' store} */
    boolean fenced() {
        return true;
    }

    /** {@return whether it shows only where an exact store refuses one of several nodes} */
    boolean amongRivals() {
        return false;
    }

    private static Checkpoints claiming(Checkpoints checkpoints) {
        return new Checkpoints() {
            @Override
            public Future<Void> put(Checkpoint checkpoint) {
                Checkpoint more =
                        new Checkpoint(checkpoint.designId(), checkpoint.sequence() + 1, checkpoint.payload());
                return checkpoints.put(more).recover(_ -> checkpoints.put(checkpoint));
            }

            @Override
            public Future<Optional<Checkpoint>> get(String designId) {
                return checkpoints.get(designId);
            }

            @Override
            public Future<Void> delete(String designId) {
                return checkpoints.delete(designId);
            }
        };
    }

    /** A store with another way to append. */
    private static class Broken implements Store {
        private final Store store;
        private final Function<List<JournalEntry>, Future<Void>> append;

        Broken(Store store, Function<List<JournalEntry>, Future<Void>> append) {
            this.store = store;
            this.append = append;
        }

        @Override
        public Journal journal() {
            Journal journal = store.journal();
            return new Journal() {
                @Override
                public Future<Void> append(List<JournalEntry> batch) {
                    return append.apply(batch);
                }

                @Override
                public Future<List<JournalEntry>> read(String designId, long afterSequence, int entriesMax) {
                    return journal.read(designId, afterSequence, entriesMax);
                }

                @Override
                public Future<Long> lastSequence(String designId) {
                    return journal.lastSequence(designId);
                }

                @Override
                public Future<Void> trim(String designId, long belowSequence) {
                    return journal.trim(designId, belowSequence);
                }
            };
        }

        @Override
        public Checkpoints checkpoints() {
            return store.checkpoints();
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
    }
}
