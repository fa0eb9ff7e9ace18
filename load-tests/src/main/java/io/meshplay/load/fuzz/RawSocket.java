package io.meshplay.load.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket client that says exactly the bytes that it is given, right or wrong, and reads what the server sends: whole
 * frames, as it never sends parts. One thread at a time.
 */
final class RawSocket implements AutoCloseable {
    static final int BINARY = 0x82;
    static final int CLOSE = 0x88;
    private static final int PING = 0x89;
    private static final int PONG = 0x8A;
    private static final int MASK = 0x80;
    private static final int HANDSHAKE_MILLIS_MAX = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private byte[] unread = {};
    private boolean closed;
    private int closeCode;

    RawSocket(int port, String path) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                        + "dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII));
        readHandshake();
    }

    private void readHandshake() throws IOException {
        socket.setSoTimeout(HANDSHAKE_MILLIS_MAX);
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            var octet = in.read();
            if (octet < 0) {
                throw new EOFException("the server ended the handshake: " + head);
            }
            head.append((char) octet);
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("no WebSocket: " + head);
        }
    }

    /** One frame as bytes: the first octet as it stands, masked unless told otherwise, with a length that may lie. */
    static byte[] frame(int first, boolean masked, long declared, byte[] payload) {
        var head = new byte[14];
        var at = 0;
        head[at++] = (byte) first;
        var mask = masked ? MASK : 0;
        if (declared < 126) {
            head[at++] = (byte) (mask | declared);
        } else if (declared < 65_536) {
            head[at++] = (byte) (mask | 126);
            head[at++] = (byte) (declared >> 8);
            head[at++] = (byte) declared;
        } else {
            head[at++] = (byte) (mask | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                head[at++] = (byte) (declared >> shift);
            }
        }
        // A key of zeros: the payload stands as it is.
        at += masked ? 4 : 0;
        var whole = Arrays.copyOf(head, at + payload.length);
        System.arraycopy(payload, 0, whole, at, payload.length);
        return whole;
    }

    static byte[] frame(byte[] payload) {
        return frame(BINARY, true, payload.length, payload);
    }

    /** Says a message; whether the connection took it. */
    boolean send(byte[] message) {
        return sendRaw(frame(message));
    }

    /** Says bytes as they are; whether the connection took them. */
    boolean sendRaw(byte[] bytes) {
        try {
            out.write(bytes);
            return true;
        } catch (IOException _) {
            closed = true;
            return false;
        }
    }

    /** The next message; null when none comes within the time or the connection is over. */
    byte @Nullable [] read(long millis) {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (messages.isEmpty() && !closed) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !fill((int) left)) {
                return null;
            }
        }
        return messages.poll();
    }

    private boolean fill(int millis) {
        try {
            socket.setSoTimeout(millis);
            var chunk = new byte[65_536];
            var count = in.read(chunk);
            if (count < 0) {
                closed = true;
                return false;
            }
            var from = unread.length;
            unread = Arrays.copyOf(unread, from + count);
            System.arraycopy(chunk, 0, unread, from, count);
            parse();
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException _) {
            closed = true;
            return false;
        }
    }

    private void parse() {
        var at = 0;
        for (var end = endOf(at); end > 0; end = endOf(at)) {
            var payload = Arrays.copyOfRange(unread, at + headBytes(at), end);
            switch (unread[at] & 0xFF) {
                case BINARY -> messages.add(payload);
                case PING -> sendRaw(frame(PONG, true, payload.length, payload));
                case CLOSE -> {
                    closed = true;
                    closeCode = payload.length < 2 ? 0 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
                }
                default -> {}
            }
            at = end;
        }
        unread = Arrays.copyOfRange(unread, at, unread.length);
    }

    /** Behind the frame that begins there; -1 when it is not here whole. */
    private int endOf(int at) {
        if (unread.length < at + 2 || unread.length < at + headBytes(at)) {
            return -1;
        }
        long length = unread[at + 1] & 0x7F;
        if (length >= 126) {
            var bytes = length == 126 ? 2 : 8;
            length = 0;
            for (var i = 0; i < bytes; i++) {
                length = (length << 8) | (unread[at + 2 + i] & 0xFF);
            }
        }
        var end = at + headBytes(at) + length;
        return end > unread.length ? -1 : (int) end;
    }

    private int headBytes(int at) {
        return switch (unread[at + 1] & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    /** Whether the server has closed, as far as was read. */
    boolean closed() {
        return closed;
    }

    /** The code with which the server closed; 0 when it said none. */
    int closeCode() {
        return closeCode;
    }

    /** Waits for the server to close; whether it did. */
    boolean awaitClose(long millis) {
        var deadline = System.nanoTime() + millis * 1_000_000;
        while (!closed) {
            var left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0 || !fill((int) left)) {
                return closed;
            }
        }
        return true;
    }

    @Override
    public void close() {
        closed = true;
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone already.
        }
    }
}
