package io.meshplay.collab.api;

import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is meant for this server and comes from its own pages. A browser that a foreign page drives
 * sends that page's {@code Origin}; one that was rebound by DNS sends the foreign name as {@code Host}. Programs send no
 * {@code Origin}. For REST and for the WebSocket handshake.
 */
public final class OriginGuard {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTP_PORT = 80;

    private final IntSupplier port;

    private OriginGuard(IntSupplier port) {
        this.port = port;
    }

    /**
     * Guards a server that listens on loopback.
     *
     * @param port where it listens; asked at each request, because port 0 is known only after listening
     */
    public static OriginGuard loopback(IntSupplier port) {
        return new OriginGuard(port);
    }

    /** {@return whether both headers are allowed; a missing {@code Origin} is, a missing {@code Host} is not} */
    public boolean allows(@Nullable String host, @Nullable String origin) {
        return allowsHost(host) && allowsOrigin(origin);
    }

    boolean allowsHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return LOOPBACK.stream().anyMatch(name -> matches(lower, name));
    }

    boolean allowsOrigin(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        String scheme = "http://";
        return origin.startsWith(scheme) && allowsHost(origin.substring(scheme.length()));
    }

    private boolean matches(String authority, String name) {
        int listening = port.getAsInt();
        return authority.equals(name + ":" + listening) || (listening == HTTP_PORT && authority.equals(name));
    }
}
