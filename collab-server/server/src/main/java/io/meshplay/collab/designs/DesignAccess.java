package io.meshplay.collab.designs;

import io.meshplay.collab.room.Access;
import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.AccessDeniedException.Kind;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.Records;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Grants joins in local mode: without a token one is the local user and owns every design; a share link's token is an
 * identity of its own on one design. A token is looked at before the design, so that its holder does not learn which
 * other designs exist.
 */
public final class DesignAccess implements Access {
    private static final String LOCAL = "local";
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final DesignTable designs;
    private final LinkTable links;
    private final Clock clock;

    /** Reads designs and links from a store. */
    public DesignAccess(Records records, Clock clock) {
        this.designs = new DesignTable(records, DesignsLimits.DEFAULTS);
        this.links = new LinkTable(records);
        this.clock = clock;
    }

    @Override
    public Future<Grant> grant(String designId, @Nullable String token) {
        if (token == null || token.isEmpty() || token.equals(LOCAL)) {
            return joinable(designId).map(_ -> new Grant(LOCAL, Role.OWNER, null));
        }
        if (!TOKEN.matcher(token).matches()) {
            return denied(Kind.UNAUTHORISED, "the token is not valid");
        }
        return links.byToken(token)
                .compose(link -> admit(designId, link))
                .compose(
                        link -> joinable(designId).map(_ -> new Grant(link.identity(), link.role(), link.expiresAt())));
    }

    private Future<ShareLink> admit(String designId, Optional<ShareLink> link) {
        if (link.isEmpty() || link.get().expired(clock.instant())) {
            return denied(Kind.UNAUTHORISED, "the token is not valid; it may have expired or been revoked");
        }
        return link.get().designId().equals(designId)
                ? Future.succeededFuture(link.get())
                : denied(Kind.FORBIDDEN, "the token is for another design");
    }

    private Future<DesignRecord> joinable(String designId) {
        if (!DesignIds.valid(designId)) {
            return denied(Kind.UNKNOWN_DESIGN, "no such design");
        }
        return designs.find(designId).compose(found -> {
            if (found.isEmpty()) {
                return denied(Kind.UNKNOWN_DESIGN, "no such design");
            }
            return found.get().deleted()
                    ? denied(Kind.DELETED, "the design was deleted")
                    : Future.succeededFuture(found.get());
        });
    }

    private static <T> Future<T> denied(Kind kind, String message) {
        return Future.failedFuture(new AccessDeniedException(kind, message));
    }
}
