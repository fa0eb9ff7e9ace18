package io.meshplay.crdt.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An honest session of stock Yjs clients, as their server saw it.
 *
 * @param name what it is about
 * @param events what happened, in order
 * @param state what every client held in the end, as a v1 update
 */
public record Recorded(String name, List<Event> events, byte[] state) {
    /** What happened. */
    public enum Kind {
        /** A client sent an update. */
        UPDATE,
        /** A client connected. */
        JOIN,
        /** A client went. */
        LEAVE
    }

    /**
     * One thing that happened.
     *
     * @param identity the user
     * @param clientId the client id under which this client writes
     * @param mayGap whether the update may build on what the server lacks
     * @param update v1, empty when nothing was sent
     */
    public record Event(Kind kind, String identity, long clientId, boolean mayGap, byte[] update) {}

    /** Records sessions now. */
    public static List<Recorded> record(String kind, long seed, int count) {
        Process node = Node.start("record.mjs", List.of(kind, Long.toString(seed), Integer.toString(count)));
        try (InputStream output = node.getInputStream()) {
            return read(output);
        } catch (IOException e) {
            throw new IllegalStateException("record.mjs " + kind + " with seed " + seed + " failed", e);
        }
    }

    /** The sessions that are committed beside the tests. */
    public static List<Recorded> golden() {
        try (InputStream file = Recorded.class.getResourceAsStream("golden.bin")) {
            if (file == null) {
                throw new IllegalStateException("golden.bin is missing");
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Recorded> read(InputStream source) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(source));
        List<Recorded> all = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            String name = new String(blob(in), UTF_8);
            List<Event> events = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                events.add(event(in));
            }
            all.add(new Recorded(name, List.copyOf(events), blob(in)));
        }
        return all;
    }

    private static Event event(DataInputStream in) throws IOException {
        Kind kind = Kind.values()[in.readByte()];
        String identity = new String(blob(in), UTF_8);
        long clientId = in.readInt() & 0xffff_ffffL;
        boolean mayGap = in.readBoolean();
        return new Event(kind, identity, clientId, mayGap, blob(in));
    }

    private static byte[] blob(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** The updates alone. */
    public List<byte[]> updates() {
        return events.stream()
                .filter(event -> event.kind() == Kind.UPDATE)
                .map(Event::update)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
