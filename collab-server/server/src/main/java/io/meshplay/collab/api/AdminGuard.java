package io.meshplay.collab.api;

import io.meshplay.collab.api.Operation.Handling;
import io.meshplay.collab.api.Problem.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Lets a request at the admin routes: from this machine, and in a trusted network with the admin token besides. */
final class AdminGuard {
    private static final String SCHEME = "Bearer ";

    private final Administration administration;

    AdminGuard(Administration administration) {
        this.administration = administration;
    }

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
        if (!administration.networkTrusted()) {
            return;
        }
        String token = administration.token();
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
}
