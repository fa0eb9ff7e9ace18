package io.meshplay.collab.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the server, and under which names.
 *
 * @param trusted whether everybody who can reach it is trusted: it may listen elsewhere than on loopback
 * @param publicUrls origins under which browsers reach it, as {@code https://meshplay.example}
 * @param adminToken what an administrator shows in a trusted network; null if there is none
 */
public record NetworkOptions(
        boolean trusted, List<String> publicUrls, @Nullable String adminToken) {
    /** Loopback only. */
    public static final NetworkOptions LOOPBACK = new NetworkOptions(false, List.of(), null);

    /** Copies the list. */
    public NetworkOptions {
        publicUrls = List.copyOf(publicUrls);
    }

    /** Says whether there is a token, never which. */
    @Override
    public String toString() {
        return "NetworkOptions[trusted=" + trusted + ", publicUrls=" + publicUrls + ", adminToken="
                + (adminToken == null ? "none" : "set") + "]";
    }
}
