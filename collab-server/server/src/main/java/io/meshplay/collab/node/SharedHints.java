package io.meshplay.collab.node;

import io.meshplay.collab.lease.NodeIdentity;
import io.meshplay.collab.room.Ownership;
import io.meshplay.collab.room.RoutingHints;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What nodes tell each other of where designs live: it spares a socket that landed elsewhere the question to the store.
 * Wrong or missing hints cost a moment and nothing else. A hint is {@code ID HOST:PORT}.
 */
@AnyThread
final class SharedHints {
    private final NodeIdentity self;
    private volatile @Nullable RoutingHints hints;

    SharedHints(NodeIdentity self) {
        this.self = self;
    }

    /** Hints are told through this from here on. */
    void use(RoutingHints through) {
        hints = through;
    }

    /** {@return the other node that was named last; empty if it is this one} */
    Future<Optional<NodeRef>> owner(String designId) {
        RoutingHints present = hints;
        return present == null
                ? Future.succeededFuture(Optional.empty())
                : present.hint(designId).map(hint -> hint.flatMap(this::other));
    }

    private Optional<NodeRef> other(String hint) {
        String[] parts = hint.split(" ", 2);
        if (parts.length != 2 || parts[0].equals(self.nodeId())) {
            return Optional.empty();
        }
        try {
            return Optional.of(NodeRef.of(parts[0], parts[1]));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** {@return an ownership that tells where a design lives, once it is claimed} */
    Ownership telling(Ownership own) {
        return new Ownership() {
            @Override
            public Future<Claim> claim(String designId) {
                return own.claim(designId).onSuccess(_ -> tell(designId));
            }

            @Override
            public Future<Void> release(String designId) {
                return own.release(designId);
            }
        };
    }

    private void tell(String designId) {
        RoutingHints present = hints;
        if (present != null) {
            present.hint(designId, self.nodeId() + " " + self.address());
        }
    }
}
