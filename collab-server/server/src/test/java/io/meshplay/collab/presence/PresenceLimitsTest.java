package io.meshplay.collab.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.testing.HandTurns;
import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.crdt.AwarenessUpdate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds of presence that need no Redis, at n and at n + 1; in virtual time where time is the bound. */
final class PresenceLimitsTest {
    private static final PresenceLimits LIMITS = PresenceLimits.DEFAULTS;
    private static final String DESIGN = "design-one";

    private final HandTurns turns = new HandTurns();
    private final Map<String, OwnPresence> own = new HashMap<>();
    private final Commands redis = new Commands();

    /** Takes commands and answers none until the test says so. */
    private static final class Commands implements RedisSender {
        private final List<Promise<?>> unanswered = new ArrayList<>();

        @Override
        public boolean up() {
            return true;
        }

        @Override
        public <T> Future<T> send(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
            Promise<T> promise = Promise.promise();
            unanswered.add(promise);
            return promise.future();
        }

        /** Fails what waits, as a Redis does that has no memory left. */
        int fail() {
            List<Promise<?>> failing = List.copyOf(unanswered);
            unanswered.clear();
            failing.forEach(one -> one.fail("out of memory"));
            return failing.size();
        }
    }

    private PresenceWriter writer(PresenceLimits limits) {
        var metrics = new PresenceMetrics(new SimpleMeterRegistry());
        var writer = new PresenceWriter(new Keys("", "a"), limits, metrics, own, 0, turns::nanoTime);
        writer.writeTo(redis);
        return writer;
    }

    private OwnPresence on(String designId, int clients) {
        var present = new OwnPresence(designId, LIMITS);
        for (int client = 0; client < clients; client++) {
            present.put(client, "{}");
        }
        own.put(designId, present);
        return present;
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName("[PRES-4] a state of stateCharsMax characters is kept, of one more nothing is told")
    void boundsAState(int more, boolean kept) {
        var present = new OwnPresence(DESIGN, LIMITS);

        present.put(1, "x".repeat(LIMITS.stateCharsMax() + more));

        assertThat(present.states().containsKey(1L)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"8, 8", "9, 8"})
    @DisplayName("[PRES-4] a summary names peopleMax people and counts one more")
    void boundsPeople(int people, int named) {
        var present = new OwnPresence(DESIGN, LIMITS);
        for (int client = 0; client < people; client++) {
            present.put(client, Node.person("Person" + client, ""));
        }
        present.lookAtPeople();

        PresenceView.Summary read = Bulletin.summary(
                        Bulletin.json(present.summary()).toString(), LIMITS)
                .orElseThrow();

        assertThat(read.count()).isEqualTo(people);
        assertThat(read.people()).hasSize(named);
        assertThat(LIMITS.peopleMax()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    @DisplayName("[PRES-4] a name of nameCharsMax characters is told whole, a longer one is cut to them")
    void boundsAName(int more) {
        var present = new OwnPresence(DESIGN, LIMITS);
        present.put(1, Node.person("x".repeat(LIMITS.nameCharsMax() + more), ""));
        present.lookAtPeople();

        assertThat(present.summary().people())
                .extracting(PresenceView.Person::name)
                .containsExactly("x".repeat(LIMITS.nameCharsMax()));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    @DisplayName("[PRES-6] a message of messageCharsMax characters is read, one of one more is ignored")
    void boundsAMessage(int more, boolean read) {
        String message = Bulletin.news("a", new DesignEvent.Resync()).encode();
        String padded = message + " ".repeat(LIMITS.messageCharsMax() - message.length() + more);

        Optional<Bulletin> heard = Bulletin.decode(padded, LIMITS);

        assertThat(heard.isPresent()).isEqualTo(read);
    }

    @Test
    @DisplayName("[PRES-2] writesMax designs are written at once; one more waits until one of them is written")
    void boundsWrites() {
        PresenceWriter writer = writer(Limits.with(LIMITS, "writesMax", 2));
        List<Integer> sent = new ArrayList<>();
        for (String design : List.of("a", "b", "c")) {
            var _ = on(design, 1);
            writer.changed(design, List.of(0L));
            sent.add(redis.unanswered.size());
        }

        assertThat(sent.get(1)).isEqualTo(2 * sent.get(0));
        assertThat(sent.get(2)).as("nothing of the third").isEqualTo(sent.get(1));
        redis.fail();
        assertThat(redis.unanswered).as("its turn has come").hasSizeGreaterThanOrEqualTo(sent.get(0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    @DisplayName("[PRES-2] batchMax clients are written in one command; one more takes another")
    void boundsABatch(int more, int another) {
        PresenceWriter writer = writer(LIMITS);
        var _ = on("one", 1);
        writer.changed("one", List.of(0L));
        int least = redis.unanswered.size();

        OwnPresence many = on(DESIGN, LIMITS.batchMax() + more);
        writer.changed(DESIGN, many.states().keySet());

        assertThat(redis.unanswered).hasSize(2 * least + another);
    }

    @Test
    @DisplayName("[PRES-3] what is written is renewed after refreshInterval, and not before")
    void renews() {
        PresenceWriter writer = writer(LIMITS);
        var _ = on(DESIGN, 1);
        writer.changed(DESIGN, List.of(0L));
        answer();
        turns.pass(LIMITS.refreshInterval());
        beat(writer);
        assertThat(redis.unanswered).isEmpty();

        turns.passNanos(1);
        beat(writer);

        assertThat(redis.unanswered).isNotEmpty();
    }

    private void beat(PresenceWriter writer) {
        var _ = writer.beat(redis);
        answer();
    }

    /** Answers what waits, with what is true, there and one at once; not what is asked because of it. */
    @SuppressWarnings("unchecked")
    private void answer() {
        List<Promise<?>> answering = List.copyOf(redis.unanswered);
        redis.unanswered.clear();
        answering.forEach(one -> ((Promise<Object>) one).complete(true));
    }

    @Test
    @DisplayName("[PRES-2] a design is looked at writeInterval after its first change, and not a nanosecond before")
    void gathers() {
        List<DesignEvent> heard = new ArrayList<>();
        withBoard(board -> {
            board.subscribe(heard::add);
            says(board, "Ada");
            turns.passNanos(LIMITS.writeInterval().toNanos() - 1);
            assertThat(heard).isEmpty();

            turns.passNanos(1);

            assertThat(heard).hasSize(1);
        });
    }

    @Test
    @DisplayName("[PRES-5] who the people are is looked at again after peopleInterval, and not a nanosecond before")
    void looksAtPeople() {
        List<DesignEvent> heard = new ArrayList<>();
        withBoard(board -> {
            board.subscribe(heard::add);
            says(board, "Ada");
            turns.pass(LIMITS.writeInterval());
            heard.clear();
            says(board, "Eve");
            turns.passNanos(LIMITS.peopleInterval().toNanos() - 1);
            assertThat(heard).isEmpty();

            turns.passNanos(1);

            assertThat(heard).hasSize(1);
        });
    }

    private void withBoard(java.util.function.Consumer<PresenceBoard> work) {
        Vertx vertx = Vertx.vertx();
        work.accept(PresenceBoard.local(vertx, _ -> turns, LIMITS, new SimpleMeterRegistry()));
        Outcome.of(vertx.close());
    }

    private static void says(PresenceBoard board, String name) {
        board.changed(DESIGN, List.of(new AwarenessUpdate.Entry(1, 1, Node.person(name, ""))));
    }
}
