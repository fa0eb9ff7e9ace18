package io.meshplay.collab.designs;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is on which design right now, on all nodes. Futures complete on the caller's context and never fail. */
public interface PresenceView {
    /**
     * A client that is on a design.
     *
     * @param clientId its awareness id
     * @param state what it says of itself: JSON of at most 8 KiB, as untrusted as the client
     */
    record Client(long clientId, String state) {}

    /**
     * Everybody on one design.
     *
     * @param clients one per awareness id, in their order
     * @param partial whether other nodes could not be asked, so that somebody may be missing
     */
    record Present(List<Client> clients, boolean partial) {}

    /**
     * A person, as far as a list shows them.
     *
     * @param name one line of at most 40 UTF-16 units
     * @param color {@code #rrggbb}; null if they did not say
     */
    record Person(String name, @Nullable String color) {}

    /**
     * Who is on one design, in short.
     *
     * @param count people, each counted once however many windows they have open
     * @param people the first of them by name, at most 8
     */
    record Summary(String designId, int count, List<Person> people) {}

    /**
     * Who is on several designs.
     *
     * @param designs those of the asked ones that somebody is on, in the order of the question
     * @param partial whether other nodes could not be asked, so that somebody may be missing
     */
    record Overview(List<Summary> designs, boolean partial) {}

    /** {@return who is on a design} */
    Future<Present> on(String designId);

    /** {@return who is on these designs} */
    Future<Overview> of(List<String> designIds);
}
