package io.meshplay.collab.room;

import io.meshplay.collab.room.Advisor.Advice;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ServerMessage;
import io.vertx.core.Future;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the advisor about the room's design a short while after edits, and tells the sessions in stateless messages. A room
 * without sessions asks nobody. Confined to the room's event loop.
 */
@EventLoop
final class SideChannel {
    private static final Logger LOG = LoggerFactory.getLogger(SideChannel.class);

    private final String designId;
    private final RoomLoop loop;
    private final Members members;
    private final LongSupplier sequence;
    private final Supplier<Future<byte[]>> projection;

    private boolean under;
    private boolean again;
    private boolean closed;
    private @Nullable String whole;

    SideChannel(
            String designId,
            RoomLoop loop,
            Members members,
            LongSupplier sequence,
            Supplier<Future<byte[]>> projection) {
        this.designId = designId;
        this.loop = loop;
        this.members = members;
        this.sequence = sequence;
        this.projection = projection;
    }

    /** Something is durable. */
    void announce() {
        if (under) {
            again = true;
        } else if (!members.isEmpty()) {
            under = true;
            loop.turns().after(loop.limits().adviceQuiet(), () -> loop.advice().add(this::ask));
        }
    }

    /** Whoever comes is told what the others know, which an edit since may have outdated. */
    void joined(Session session) {
        String known = whole;
        if (known != null) {
            send(session, known);
        }
        announce();
    }

    void close() {
        closed = true;
        whole = null;
        loop.advice().advisor().forget(designId);
    }

    private Future<?> ask() {
        if (closed || members.isEmpty()) {
            under = false;
            return Future.succeededFuture();
        }
        again = false;
        long at = sequence.getAsLong();
        return projection
                .get()
                .compose(json -> closed
                        ? Future.succeededFuture(new Advice(null, whole))
                        : loop.advice().advisor().advise(designId, at, json))
                .onComplete(answer -> {
                    under = false;
                    if (closed) {
                        loop.advice().advisor().forget(designId);
                    } else if (answer.succeeded()) {
                        tell(answer.result());
                    } else {
                        LOG.atWarn()
                                .addKeyValue("designId", designId)
                                .addKeyValue("cause", answer.cause())
                                .log("a design is not evaluated");
                    }
                    if (again && !closed) {
                        announce();
                    }
                });
    }

    /** Advice never makes a session lag: who has no room is not told, and sees it by the next one's {@code since}. */
    private void send(Session session, String text) {
        boolean room =
                session.peer().queuedBytes() + text.length() <= loop.limits().outboundBytesMax();
        if (room && !session.lagging()) {
            session.send(new ServerMessage.Stateless(text), loop.turns().nanoTime());
        }
    }

    private void tell(Advice advice) {
        whole = advice.whole();
        String change = advice.change();
        if (change != null) {
            members.all().forEach(session -> send(session, change));
        }
    }
}
