package io.meshplay.collab.designs;

import io.meshplay.collab.store.Records;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks whether the share links of live sessions still stand. A revocation is told to every node at once; this is for the
 * one that was not heard, so that a link ends everywhere within 5 s whatever is lost between the nodes.
 */
public final class LinkWatch {
    private static final String LINK = "link:";

    private final LinkTable links;
    private final Clock clock;
    private final Supplier<Future<Set<String>>> identities;
    private final Consumer<String> revoke;

    /**
     * Reads links from a store.
     *
     * @param identities asks for the identities of all live sessions of this process
     * @param revoke ends the sessions of an identity in this process
     */
    public LinkWatch(Records records, Clock clock, Supplier<Future<Set<String>>> identities, Consumer<String> revoke) {
        this.links = new LinkTable(records);
        this.clock = clock;
        this.identities = identities;
        this.revoke = revoke;
    }

    /** Looks once; to be called every 3 s. A store that cannot be read ends nobody's session. */
    public Future<Void> look() {
        return identities.get().compose(live -> {
            List<Future<?>> looks = new ArrayList<>();
            for (String identity : live) {
                if (identity.startsWith(LINK)) {
                    looks.add(links.standing(identity.substring(LINK.length()), clock.instant())
                            .onSuccess(standing -> {
                                if (!standing) {
                                    revoke.accept(identity);
                                }
                            }));
                }
            }
            return Future.join(looks).mapEmpty();
        });
    }
}
