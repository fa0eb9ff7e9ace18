package io.meshplay.collab.api;

import io.meshplay.collab.api.Operation.Handling;
import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.room.RoomControl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the admin routes show and ask for.
 *
 * @param rooms the live rooms
 * @param networkTrusted whether the server was started with {@code --trust-network}
 * @param token what an administrator must show then; null if there is none
 * @param startedAt when this process started
 */
public record Administration(
        RoomControl rooms, boolean networkTrusted, @Nullable String token, Instant startedAt) {
    private static final String SCHEME = "Bearer ";

    /** Lets a request through from this machine, and in a trusted network with the admin token besides. */
    Handling guarding(Handling handling) {
        return request -> {
            check(request);
            return handling.handle(request);
        };
    }

    private void check(Request request) {
        if (!request.fromLoopback()) {
            throw Problem.of(
                            Kind.adminElsewhere,
                            "The admin routes answer programs on the server's own machine only.",
                            "Ask from there, or through a tunnel that ends there (ssh -L, kubectl port-forward).")
                    .asException();
        }
        if (!networkTrusted) {
            return;
        }
        if (token == null) {
            throw Problem.of(
                            Kind.adminNeedsToken,
                            "The server trusts its network and has no admin token, so nobody is an administrator.",
                            "Start it with --admin-token-file or MESHPLAY_ADMIN_TOKEN.")
                    .asException();
        }
        String shown = request.header("Authorization");
        if (shown == null || !shown.startsWith(SCHEME) || !equal(shown.substring(SCHEME.length()), token)) {
            throw Problem.ofField(
                            Kind.adminUnauthorised,
                            "Authorization",
                            "The request does not show the admin token.",
                            "Send it as Authorization: Bearer <token>.")
                    .asException();
        }
    }

    private static boolean equal(String shown, String token) {
        return MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    /** Says whether there is a token, never which. */
    @Override
    public String toString() {
        return "Administration[networkTrusted=" + networkTrusted + ", token=" + (token == null ? "none" : "set") + "]";
    }
}
