package io.meshplay.collab.api;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request is meant for this server and comes from its own pages. A browser that a foreign page drives
 * sends that page's {@code Origin}; one that was rebound by DNS sends the foreign name as {@code Host}. Programs send no
 * {@code Origin}. For REST and for the WebSocket handshake.
 *
 * <p>In a trusted network the server has names that it cannot know: those are given as public URLs. An address in numbers
 * needs no list: a page reaches a rebound server under a name only, so that a {@code Host} in numbers was typed by
 * somebody who meant this server; its {@code Origin} must be that very address.
 */
public final class OriginGuard {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern NUMBERS =
            Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final int HTTP_PORT = 80;

    private final IntSupplier port;
    private final boolean trusted;
    private final List<String> names;
    private final List<String> publicOrigins;
    private final List<String> publicHosts = new ArrayList<>();

    private OriginGuard(IntSupplier port, boolean trusted, List<String> names, List<String> publicUrls) {
        this.port = port;
        this.trusted = trusted;
        this.names = names;
        this.publicOrigins = publicUrls.stream()
                .map(url -> url.toLowerCase(Locale.ROOT).replaceFirst("^(http://[^/]+):80$", "$1"))
                .map(url -> url.replaceFirst("^(https://[^/]+):443$", "$1"))
                .toList();
        for (String origin : publicOrigins) {
            URI url = URI.create(origin);
            publicHosts.add(url.getAuthority());
            if (url.getPort() < 0) {
                publicHosts.add(url.getAuthority() + (origin.startsWith("https") ? ":443" : ":80"));
            }
        }
    }

    /**
     * Guards a server that listens on loopback.
     *
     * @param port where it listens; asked at each request, because port 0 is known only after listening
     */
    public static OriginGuard loopback(IntSupplier port) {
        return new OriginGuard(port, false, LOOPBACK, List.of());
    }

    /**
     * Guards a server in a network whose people are trusted; the pages that their browsers show are not.
     *
     * @param host the address that it is bound to
     * @param publicUrls further origins under which it is reached, as {@code https://meshplay.example}
     */
    public static OriginGuard trusting(IntSupplier port, String host, List<String> publicUrls) {
        List<String> names = new ArrayList<>(LOOPBACK);
        names.add(host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT));
        return new OriginGuard(port, true, List.copyOf(names), publicUrls);
    }

    /** {@return whether both headers are allowed; a missing {@code Origin} is, a missing {@code Host} is not} */
    public boolean allows(@Nullable String host, @Nullable String origin) {
        return allowsHost(host) && allowsOrigin(host, origin);
    }

    boolean allowsHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return named(lower)
                || publicHosts.contains(lower)
                || (trusted && NUMBERS.matcher(lower).matches());
    }

    boolean allowsOrigin(@Nullable String host, @Nullable String origin) {
        if (origin == null) {
            return true;
        }
        String scheme = "http://";
        String authority = origin.startsWith(scheme) ? origin.substring(scheme.length()) : "";
        String lower = authority.toLowerCase(Locale.ROOT);
        boolean itself = trusted && NUMBERS.matcher(lower).matches() && authority.equalsIgnoreCase(host);
        return named(lower) || itself || publicOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private boolean named(String authority) {
        return names.stream().anyMatch(name -> matches(authority, name));
    }

    private boolean matches(String authority, String name) {
        int listening = port.getAsInt();
        return authority.equals(name + ":" + listening) || (listening == HTTP_PORT && authority.equals(name));
    }
}
