package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.AcceptedUpdate;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.DeleteSet;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.judge.Recorded;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.List;

/** A recorded session against the gatekeeper: nothing is refused, and everybody holds the same in the end. */
final class Replay implements AutoCloseable {
    private static final List<String> ROOTS = List.of("meta", "components", "relationships", "comments", "views");

    private final Recorded session;
    private final Structure structure = new Structure(StructureLimits.DEFAULTS);
    private final Document document = Document.open(4_000_000_000L, ROOTS);
    private final Senders senders = new Senders();
    private final List<AcceptedUpdate> accepted = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    private boolean gap;

    Replay(Recorded session) {
        this.session = session;
    }

    /** Offers every event; fails at the first refusal. */
    Replay run() throws MalformedException {
        for (int i = 0; i < session.events().size(); i++) {
            Recorded.Event event = session.events().get(i);
            switch (event.kind()) {
                case JOIN -> senders.join(event.clientId());
                case LEAVE -> senders.leave(event.clientId());
                case UPDATE -> offer(event, session.name() + ", event " + i);
            }
        }
        return this;
    }

    private void offer(Recorded.Event event, String where) throws MalformedException {
        Verdict verdict = structure.offer(
                UpdateDecoder.decode(event.update(), DecodeLimits.DEFAULTS),
                senders.of(event.identity()),
                WorkBudget.DEFAULT);
        switch (verdict) {
            case Verdict.Accepted(AcceptedUpdate update) -> {
                gap = false;
                take(update, event);
            }
            case Verdict.Known _ -> gap = false;
            case Verdict.Gap(AcceptedUpdate taken, String missing) -> {
                assertThat(event.mayGap()).as("%s lacks %s", where, missing).isTrue();
                gap = true;
                if (taken != null) {
                    take(taken, event);
                }
            }
            case Verdict.Refused refused ->
                assertThat(refused.refusal().whatToDo()).as(where).isEmpty();
        }
    }

    private void take(AcceptedUpdate update, Recorded.Event event) {
        senders.wrote(event.identity(), event.clientId(), update.clientIds());
        document.apply(List.of(update.bytes()));
        accepted.add(update);
        bytes.add(update.bytes());
    }

    /** The session's clients, what was taken, the same merged, and native code hold the same; no gap is open. */
    void requireSame(Judge judge) throws MalformedException {
        List<byte[]> stock = List.of(session.state());
        assertThat(gap).as("a gap stays open").isFalse();
        assertThat(Answers.of(judge.same(stock, bytes))).as("what was taken").isEmpty();
        assertThat(Answers.of(judge.same(stock, List.of(AcceptedUpdate.merge(accepted)))))
                .as("what was taken, merged")
                .isEmpty();
        assertThat(Answers.of(judge.sameInNative(stock, document.state())))
                .as("native state")
                .isEmpty();
        assertThat(Answers.of(judge.project(stock, document.project())))
                .as("projection")
                .isEmpty();
        assertThat(StateVector.decode(structure.stateVector())).isEqualTo(StateVector.decode(document.stateVector()));
        DeleteSet deleted = DeleteSet.ofSnapshot(document.snapshot());
        assertThat(DeleteSet.of(structure)).as("delete set").isEqualTo(deleted);
        Structure loaded = new Structure(StructureLimits.DEFAULTS);
        loaded.offer(
                UpdateDecoder.decode(document.state(), DecodeLimits.DEFAULTS),
                Admission.OF_OWN_STATE,
                WorkBudget.UNLIMITED);
        assertThat(DeleteSet.of(loaded)).as("delete set, loaded").isEqualTo(deleted);
    }

    /** Offers every update again: all is known. */
    void requireKnownAgain() throws MalformedException {
        for (Recorded.Event event : session.events()) {
            if (event.kind() == Recorded.Kind.UPDATE) {
                Verdict verdict = structure.offer(
                        UpdateDecoder.decode(event.update(), DecodeLimits.DEFAULTS),
                        senders.of(event.identity()),
                        WorkBudget.DEFAULT);
                assertThat(verdict).as(session.name()).isInstanceOf(Verdict.Known.class);
            }
        }
    }

    /** Frees the native document. */
    @Override
    public void close() {
        document.close();
    }
}
