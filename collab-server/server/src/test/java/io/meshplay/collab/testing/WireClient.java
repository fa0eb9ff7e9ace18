package io.meshplay.collab.testing;

import io.meshplay.crdt.AwarenessUpdate;
import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client that speaks a framing by hand and keeps what it heard. Any test thread. */
public final class WireClient {
    /** What the server said, by kind. */
    public record Heard(String kind, byte[] bytes, String text, long number) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WebSocket socket;
    private final @Nullable String address;
    private final List<Heard> heard;
    private volatile int closeCode = -1;
    private volatile @Nullable Replica answering;

    private WireClient(WebSocket socket, @Nullable String address, List<Heard> heard) {
        this.socket = socket;
        this.address = address;
        this.heard = heard;
    }

    private WireClient(WebSocket socket, @Nullable String address) {
        this(socket, address, new CopyOnWriteArrayList<>());
        socket.binaryMessageHandler(this::received);
        socket.closeHandler(_ -> closeCode = Objects.requireNonNullElse(socket.closeStatusCode(), (short) 0));
        socket.exceptionHandler(_ -> {});
    }

    /** {@return a client of the y-websocket framing over a socket that is not connected yet} */
    public static WireClient sync(WebSocket socket) {
        return new WireClient(socket, null);
    }

    /** {@return a client of the Hocuspocus framing over a socket that is not connected yet} */
    public static WireClient collab(WebSocket socket, String address) {
        return new WireClient(socket, address);
    }

    /** {@return a client of the y-websocket framing that is connected; {@code query} is empty or starts with ?} */
    public static WireClient syncTo(WebSocketClient client, int port, String designId, String query) {
        ClientWebSocket socket = client.webSocket();
        WireClient wire = sync(socket);
        Outcome.of(wire.opened(socket.connect(port, "127.0.0.1", "/sync/" + designId + query)));
        return wire;
    }

    /** {@return a client of the Hocuspocus framing that is connected, not yet authenticated} */
    public static WireClient collabTo(WebSocketClient client, int port, String address) {
        ClientWebSocket socket = client.webSocket();
        WireClient wire = collab(socket, address);
        Outcome.of(wire.opened(socket.connect(port, "127.0.0.1", "/collab")));
        return wire;
    }

    /** Vert.x throws at its handlers if the server has closed before it could set them; that is a close like any other. */
    private Future<WebSocket> opened(Future<WebSocket> connecting) {
        return connecting.recover(failure -> {
            if (!(failure instanceof IllegalStateException)) {
                return Future.failedFuture(failure);
            }
            closeCode = Objects.requireNonNullElse(socket.closeStatusCode(), (short) 0);
            return Future.succeededFuture(socket);
        });
    }

    /** Answers the server's step 1s with what a replica has. */
    public WireClient answering(Replica replica) {
        answering = replica;
        return this;
    }

    private void received(Buffer buffer) {
        try {
            Lib0Reader reader = new Lib0Reader(buffer.getBytes());
            if (address != null && buffer.length() == 1) {
                heard.add(new Heard("ping", new byte[0], "", 0));
                return;
            }
            String to = address == null ? "" : reader.readString();
            heard.add(read(reader, to));
        } catch (MalformedException e) {
            heard.add(new Heard("malformed", buffer.getBytes(), e.what(), e.offset()));
        }
        Heard last = heard.getLast();
        Replica replica = answering;
        if (last.kind().equals("step1") && replica != null) {
            synchronized (replica) {
                sync(1, replica.diff(last.bytes()));
            }
        }
    }

    private static Heard read(Lib0Reader reader, String to) throws MalformedException {
        int type = (int) reader.readVarUint();
        return switch (type) {
            case 0 -> {
                int kind = (int) reader.readVarUint();
                yield new Heard(List.of("step1", "step2", "update").get(kind), reader.readBytes(), to, 0);
            }
            case 1 -> new Heard("awareness", reader.readBytes(), to, 0);
            case 2 -> {
                long kind = reader.readVarUint();
                yield new Heard(kind == 2 ? "authenticated" : "denied", new byte[0], reader.readString(), kind);
            }
            case 5 -> new Heard("stateless", new byte[0], reader.readString(), 0);
            case 7 -> new Heard("close", new byte[0], reader.readString(), 0);
            case 8 -> new Heard("status", new byte[0], to, reader.readVarUint());
            case 120 -> {
                long sequence = reader.readVarUint();
                byte[] vector = reader.readBytes();
                reader.readBytes();
                yield new Heard("durable", vector, "acknowledged=" + reader.readVarUint(), sequence);
            }
            default -> new Heard("type " + type, new byte[0], to, 0);
        };
    }

    private Lib0Writer frame() {
        Lib0Writer writer = new Lib0Writer();
        return address == null ? writer : writer.writeString(address);
    }

    /** Sends any bytes as one binary message. */
    public void raw(byte[] bytes) {
        Outcome.of(socket.writeBinaryMessage(Buffer.buffer(bytes)));
    }

    /** Sends a text message. */
    public void text(String text) {
        Outcome.of(socket.writeTextMessage(text));
    }

    /** Sends a sync message. {@code kind}: 0 step 1, 1 step 2, 2 update. */
    public void sync(int kind, byte[] body) {
        socket.writeBinaryMessage(Buffer.buffer(
                frame().writeVarUint(0).writeVarUint(kind).writeBytes(body).toBytes()));
    }

    /** Sends a live update. */
    public void update(byte[] update) {
        sync(2, update);
    }

    /** Sends one awareness entry. */
    public void awareness(long clientId, long clock, @Nullable String json) {
        byte[] body = new AwarenessUpdate(List.of(new AwarenessUpdate.Entry(clientId, clock, json))).encode();
        raw(frame().writeVarUint(1).writeBytes(body).toBytes());
    }

    /** Asks for everybody's awareness. */
    public void queryAwareness() {
        raw(frame().writeVarUint(3).toBytes());
    }

    /** Authenticates this client's document. */
    public WireClient authenticate(String token, String version) {
        Lib0Writer writer = frame().writeVarUint(2).writeVarUint(0).writeString(token);
        raw((version.isEmpty() ? writer : writer.writeString(version)).toBytes());
        return this;
    }

    /** Sends a stateless message. */
    public void stateless(String payload) {
        raw(frame().writeVarUint(5).writeString(payload).toBytes());
    }

    /** Leaves the document, not the socket. */
    public void leave() {
        raw(frame().writeVarUint(7).toBytes());
    }

    /** Speaks for another address on the same socket; what the server says is heard by this client. */
    public WireClient at(String other) {
        return new WireClient(socket, other, heard);
    }

    /** Sends a live update and waits for the answer to it. Returns whether it was taken; Hocuspocus framing only. */
    public boolean acknowledged(byte[] update) {
        int before = heard("status").size();
        update(update);
        Awaitility.await("status").atMost(PATIENCE).until(() -> heard("status").size() > before);
        return heard("status").get(before).number() == 1;
    }

    /** Stops and starts reading. */
    public void pause(boolean pause) {
        if (pause) {
            socket.pause();
        } else {
            socket.resume();
        }
    }

    /** Closes the socket. */
    public void close() {
        Outcome.of(socket.close());
    }

    /** {@return everything heard so far} */
    public List<Heard> heard() {
        return heard;
    }

    /** {@return what was heard of one kind} */
    public List<Heard> heard(String kind) {
        return heard.stream().filter(one -> one.kind().equals(kind)).toList();
    }

    /** {@return the first of a kind, awaited} */
    public Heard await(String kind) {
        return await(one -> one.kind().equals(kind));
    }

    /** {@return the first that fits, awaited} */
    public Heard await(Predicate<Heard> fits) {
        Awaitility.await("one more of what was heard: " + heard.size())
                .atMost(PATIENCE)
                .until(() -> heard.stream().anyMatch(fits));
        return heard.stream().filter(fits).findFirst().orElseThrow();
    }

    /** {@return the code with which the server closed, awaited} */
    public int awaitClose() {
        Awaitility.await("close").atMost(PATIENCE).until(() -> closeCode >= 0);
        return closeCode;
    }

    /** {@return whether the socket is open} */
    public boolean open() {
        return closeCode < 0;
    }
}
