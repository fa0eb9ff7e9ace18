package io.meshplay.collab.designs;

import io.meshplay.collab.room.LiveDesigns;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Makes, lists and revokes the share links of designs. */
public final class ShareLinks {
    private final DesignTable designs;
    private final LinkTable links;
    private final LiveDesigns live;
    private final Clock clock;
    private final SecureRandom random;
    private final DesignsLimits limits;

    ShareLinks(
            DesignTable designs,
            LinkTable links,
            LiveDesigns live,
            Clock clock,
            SecureRandom random,
            DesignsLimits limits) {
        this.designs = designs;
        this.links = links;
        this.live = live;
        this.clock = clock;
        this.random = random;
        this.limits = limits;
    }

    /**
     * Makes a link of a living design.
     *
     * @param role viewer, commenter or editor
     * @param expiresAt when it ends; null never
     */
    public Future<CreatedLink> create(String designId, Role role, @Nullable Instant expiresAt) {
        return designs.living(designId)
                .compose(_ -> links.list(designId, new Slice(1, 1)))
                .compose(page -> {
                    if (page.total() >= limits.linksMax()) {
                        return DesignTable.refused(new DesignRefusal.TooMany("share links", limits.linksMax()));
                    }
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                    var link = new ShareLink(DesignIds.next(random), designId, role, now, millis(expiresAt));
                    String token = DesignIds.nextToken(random);
                    return links.insert(link, token).map(new CreatedLink(link, token));
                });
    }

    private static @Nullable Instant millis(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS);
    }

    /** {@return the links of a living design, newest first, expired ones included} */
    public Future<DesignPage<ShareLink>> list(String designId, Slice slice) {
        return designs.living(designId).compose(_ -> links.list(designId, slice));
    }

    /** Ends a link: no one joins with its token again, and its live sessions are closed. */
    public Future<Void> revoke(String designId, String linkId) {
        return designs.living(designId)
                .compose(_ -> links.delete(designId, linkId))
                // Another caller deleted it in between: for this caller it is as gone as if it had never been.
                .recover(failure -> failure instanceof StoreException.Conflict
                        ? DesignTable.refused(new DesignRefusal.UnknownLink(linkId))
                        : Future.failedFuture(failure))
                .map(link -> {
                    live.revoke(link.identity());
                    return null;
                });
    }
}
