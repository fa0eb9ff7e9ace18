package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One client's membership in a room, as the room sees it. Confined to the room's event loop. */
@EventLoop
final class Session {
    /** What one message of the client is answered with, once {@code sequence} is durable. */
    private sealed interface Answer {
        long sequence();

        record Durable(long sequence, long sinceNanos) implements Answer {}

        record Refused(Reason reason, boolean counted) implements Answer {
            @Override
            public long sequence() {
                return 0;
            }
        }
    }

    private final Grant grant;
    private final JoinRequest request;
    private final String id;
    private final Instant since;
    private final RoomMetrics metrics;
    private final Deque<Answer> answers = new ArrayDeque<>();
    /** Questions on their way; true where the client counts the answer as a message of its own. */
    private final Deque<Boolean> step1Counted = new ArrayDeque<>();

    private final GapQueue gaps = new GapQueue();
    private long awarenessId = -1;
    private byte[] peerVector = {0};
    private boolean asked;
    private boolean askedBack;
    private boolean replying;
    private byte @Nullable [] replyNext;
    private long laggingSinceNanos;
    private boolean lagging;
    private long lastSentNanos;
    private long acknowledged;
    private boolean durableUntold;
    private long lastDurableNanos;
    private int malformed;
    private boolean toldReadOnly;
    private boolean turnedAway;
    private boolean ended;

    Session(String id, JoinRequest request, Grant grant, RoomMetrics metrics, Instant since, long nowNanos) {
        this.id = id;
        this.since = since;
        this.metrics = metrics;
        this.request = request;
        this.grant = grant;
        this.lastSentNanos = nowNanos;
        this.lastDurableNanos = nowNanos;
    }

    String id() {
        return id;
    }

    /** {@return when it joined} */
    Instant since() {
        return since;
    }

    String identity() {
        return grant.identity();
    }

    Grant grant() {
        return grant;
    }

    Framing framing() {
        return request.framing();
    }

    Peer peer() {
        return request.peer();
    }

    GapQueue gaps() {
        return gaps;
    }

    boolean ended() {
        return ended;
    }

    long awarenessId() {
        return awarenessId;
    }

    void awarenessId(long id) {
        awarenessId = id;
    }

    /** {@return the state vector that the client is known to have: where a resync starts} */
    byte[] peerVector() {
        return peerVector;
    }

    /**
     * The client asks, with its state vector.
     *
     * @param askBack whether it is asked in turn, once it is answered
     */
    void asks(byte[] vector, boolean askBack) {
        asked = true;
        peerVector = vector;
        askedBack |= askBack;
    }

    /** A resync starts from this state vector. */
    void startAt(byte[] vector) {
        peerVector = vector;
    }

    /** {@return whether the client, now answered, is to be asked; once for each time it asked} */
    boolean toBeAsked() {
        boolean due = askedBack;
        askedBack = false;
        return due;
    }

    /** {@return whether a reply may be made now; one is under way at a time, and the newest question is answered next} */
    boolean beginReply(byte[] vector) {
        if (replying) {
            replyNext = vector;
            return false;
        }
        replying = true;
        return true;
    }

    /** {@return the vector to reply to next, if the client has asked again} */
    byte @Nullable [] endReply() {
        replying = false;
        byte[] next = replyNext;
        replyNext = null;
        return next;
    }

    // ---- what the client is told ----

    void send(ServerMessage message, long nowNanos) {
        byte[] payload = request.framing().encode(message);
        if (payload != null) {
            sendFrame(WebSocketFrame.binary(payload), nowNanos);
        }
    }

    /** Sends a frame that other sessions of the same framing share. */
    void sendFrame(byte[] frame, long nowNanos) {
        if (!ended) {
            lastSentNanos = nowNanos;
            request.peer().send(frame);
        }
    }

    long silentNanos(long nowNanos) {
        return nowNanos - lastSentNanos;
    }

    void end(SessionEnd end) {
        if (!ended) {
            ended = true;
            request.peer().ended(end);
        }
    }

    /** The client has left by itself: nothing more is said. */
    void leave() {
        ended = true;
    }

    // ---- questions ----

    void ask(byte[] vector, boolean counted, long nowNanos) {
        step1Counted.add(counted);
        send(new ServerMessage.SyncStep1(vector), nowNanos);
    }

    /** {@return whether the client counts the step 2 that came; one that answers no question counts} */
    boolean step2Counted() {
        Boolean counted = step1Counted.poll();
        return counted == null || counted;
    }

    // ---- answers, in the order of the messages ----

    /** The message, which came at {@code sinceNanos}, is answered with "durable" once {@code sequence} is. */
    void awaitDurable(long sequence, long sinceNanos) {
        answers.add(new Answer.Durable(sequence, sinceNanos));
    }

    /**
     * The message is answered with the refusal once the session's messages before it are answered.
     *
     * @param counted whether the client counts the message, so that its framing's status belongs to it
     */
    void refuse(Reason reason, boolean counted) {
        turnedAway |= reason.equals(Reason.STORE_UNAVAILABLE);
        answers.add(new Answer.Refused(reason, counted));
    }

    /** {@return messages whose answer waits for the disk, or for the answer to one before} */
    int answersWaiting() {
        return answers.size();
    }

    /** Says why before the session ends: what waits is answered no more. */
    void refuseNow(Reason reason) {
        sayRefused(reason, false, System.nanoTime());
    }

    /** {@return whether an edit was refused because too much is unsaved, and nothing since has brought all that the client has} */
    boolean turnedAway() {
        return turnedAway;
    }

    /** The client has answered a step 1, so that nothing of it is missing here. */
    void broughtAll() {
        turnedAway = false;
    }

    boolean awaits() {
        return !answers.isEmpty();
    }

    void answer(long durableSequence, long nowNanos) {
        while (!answers.isEmpty() && answers.element().sequence() <= durableSequence) {
            switch (answers.remove()) {
                case Answer.Durable durable -> {
                    acknowledged++;
                    metrics.acknowledged(nowNanos - durable.sinceNanos());
                    durableUntold = true;
                    send(new ServerMessage.SyncStatus(true), nowNanos);
                }
                case Answer.Refused refused -> sayRefused(refused.reason(), refused.counted(), nowNanos);
            }
        }
    }

    private void sayRefused(Reason reason, boolean counted, long nowNanos) {
        switch (request.framing()) {
            case Framing.YWebsocket _ -> {
                boolean readOnly = reason.code().equals(Reason.READ_ONLY.code());
                if (!readOnly || !toldReadOnly) {
                    send(new ServerMessage.PermissionDenied(reason.code() + ": " + reason.whatToDo()), nowNanos);
                }
                toldReadOnly |= readOnly;
            }
            case Framing.Hocuspocus _ -> {
                send(new ServerMessage.Stateless(reason.json()), nowNanos);
                if (counted) {
                    send(new ServerMessage.SyncStatus(false), nowNanos);
                }
            }
        }
    }

    /** {@return how many malformed messages the session has sent, this one included} */
    int countMalformed() {
        return ++malformed;
    }

    // ---- durable messages ----

    boolean wantsDurable() {
        return request.durable();
    }

    void durableAdvanced() {
        durableUntold = true;
    }

    boolean durableDue(long nowNanos, long intervalNanos) {
        return request.durable() && durableUntold && nowNanos - lastDurableNanos >= intervalNanos;
    }

    boolean durableUntold() {
        return request.durable() && durableUntold;
    }

    void sayDurable(long sequence, byte[] vector, long version, long nowNanos) {
        durableUntold = false;
        lastDurableNanos = nowNanos;
        send(new ServerMessage.Durable(sequence, vector, version, acknowledged), nowNanos);
    }

    // ---- lagging ----

    boolean lagging() {
        return lagging;
    }

    void startLagging(byte[] vector, long nowNanos) {
        lagging = true;
        laggingSinceNanos = nowNanos;
        if (asked) {
            // who never asked was never sent what came before
            peerVector = vector;
        }
    }

    void stopLagging() {
        lagging = false;
    }

    long laggingNanos(long nowNanos) {
        return nowNanos - laggingSinceNanos;
    }
}
