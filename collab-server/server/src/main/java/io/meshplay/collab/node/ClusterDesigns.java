package io.meshplay.collab.node;

import io.meshplay.collab.lease.NodeRecord;
import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live designs of a cluster: questions and edits go to the owner, the end of a design or of an identity to every node. */
@AnyThread
final class ClusterDesigns implements LiveDesigns {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDesigns.class);
    private static final byte[] NOTHING = new byte[0];

    private final Turns turns;
    private final LiveDesigns own;
    private final Owners owners;
    private final NodeCall client;
    private final Supplier<List<NodeRecord>> others;
    private final NodeLimits limits;

    ClusterDesigns(
            Turns turns,
            LiveDesigns own,
            Owners owners,
            NodeCall client,
            Supplier<List<NodeRecord>> others,
            NodeLimits limits) {
        this.turns = turns;
        this.own = own;
        this.owners = owners;
        this.client = client;
        this.others = others;
        this.limits = limits;
    }

    @Override
    public Future<byte[]> project(String designId) {
        String uri = new Query("/node/project").with("design", designId).toString();
        return owners.ask(
                        designId,
                        () -> own.project(designId),
                        node -> client.call(node, uri, NOTHING, true).map(Buffer::getBytes))
                .recover(ClusterDesigns::unavailable);
    }

    @Override
    public Future<Long> edit(String designId, String actor, byte[] operations) {
        String uri = new Query("/node/edit")
                .with("design", designId)
                .with("actor", actor)
                .toString();
        return owners.ask(
                        designId,
                        () -> own.edit(designId, actor, operations),
                        node -> client.call(node, uri, operations, false)
                                .map(answer -> Long.valueOf(answer.toString())))
                .recover(ClusterDesigns::unavailable);
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        return Future.failedFuture(
                failure instanceof JoinRefusedException
                        ? new StoreException.Unavailable("this node stops", failure)
                        : failure);
    }

    @Override
    public Future<Void> close(String designId, CloseReason reason) {
        String uri = new Query("/node/close")
                .with("design", designId)
                .with("reason", reason.name())
                .toString();
        return Future.all(own.close(designId, reason), everywhere(uri)).mapEmpty();
    }

    @Override
    public void revoke(String identity) {
        own.revoke(identity);
        String uri = new Query("/node/revoke").with("identity", identity).toString();
        everywhere(uri)
                .onFailure(failure -> LOG.error(
                        "not every node knows that identity={} is revoked: {}", identity, failure.getMessage()));
    }

    /** Tells every living node, again and again for a while; a node that dies meanwhile has no sessions to end. */
    private Future<Void> everywhere(String uri) {
        long deadlineNanos = turns.nanoTime() + limits.tellWithin().toNanos();
        List<Future<Void>> told = new ArrayList<>();
        for (NodeRecord node : others.get()) {
            told.add(tell(NodeRef.of(node.id(), node.address()), uri, deadlineNanos));
        }
        return Future.join(told).mapEmpty();
    }

    private Future<Void> tell(NodeRef node, String uri, long deadlineNanos) {
        return client.call(node, uri, NOTHING, true).<Void>mapEmpty().recover(failure -> {
            if (others.get().stream().noneMatch(one -> one.id().equals(node.id()))) {
                return Future.succeededFuture();
            }
            if (turns.nanoTime() - deadlineNanos > 0) {
                return Future.failedFuture(new StoreException.Unavailable(
                        "node " + node.id() + " at " + node.host() + ":" + node.port() + " does not answer", failure));
            }
            Promise<Void> over = Promise.promise();
            turns.after(limits.retry(), over::complete);
            return over.future().compose(_ -> tell(node, uri, deadlineNanos));
        });
    }
}
