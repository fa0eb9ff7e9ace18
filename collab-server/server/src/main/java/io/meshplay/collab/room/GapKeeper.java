package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks after updates that name something unknown here: who can bring it is asked, what waits is offered again when
 * something new has come, and refused when the answer did not help or too much time has passed. Confined to the room's
 * event loop.
 */
@EventLoop
final class GapKeeper {
    /** Offers an update to the gatekeeper once more. */
    interface Offer {
        void again(Session session, GapQueue.Waiting waiting, @Nullable Session answered);
    }

    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Collection<Session> sessions;
    private final WorkQueue work;
    private final Intake intake;
    private final JournalTurn journal;
    private final Offer offer;
    private long retriedAt;

    GapKeeper(
            RoomLimits limits,
            RoomMetrics metrics,
            Collection<Session> sessions,
            WorkQueue work,
            Intake intake,
            JournalTurn journal,
            Offer offer) {
        this.limits = limits;
        this.metrics = metrics;
        this.sessions = sessions;
        this.work = work;
        this.intake = intake;
        this.journal = journal;
        this.offer = offer;
    }

    /** An update has a gap: it waits, and whoever may close the gap is asked. */
    void wait(Session session, byte[] update, Intake.Kind kind, Intake.Outcome.Gap gap, long now) {
        if (!session.gaps().add(new GapQueue.Waiting(update, kind, gap.missing(), now), limits)) {
            refuse(session);
            return;
        }
        ask(session, now);
        for (Session owner : sessions) {
            if (gap.askOwners() && owner != session && intake.ownsSomeOf(owner, gap)) {
                ask(owner, now);
            }
        }
    }

    private void ask(Session session, long now) {
        if (session.gaps().mayAsk(now, limits.step1Interval().toNanos())) {
            session.ask(intake.stateVector(), false, now);
        }
    }

    private void refuse(Session session) {
        metrics.refused(Reason.GAP.code());
        session.refuse(Reason.GAP, true);
    }

    /** Somebody left: a relay of what it wrote may be taken now. */
    void ownerLeft() {
        retriedAt = -1;
    }

    /**
     * What waits is offered again, one after the other and before any other message.
     *
     * @param answered who has just answered a step 1: what it alone could have brought and did not is refused
     */
    void retry(@Nullable Session answered) {
        retriedAt = journal.accepted();
        List<Runnable> offers = new ArrayList<>();
        for (Session session : sessions) {
            for (GapQueue.Waiting one : session.gaps().takeAll()) {
                offers.add(() -> offer.again(session, one, answered));
            }
        }
        work.addFirst(offers);
    }

    /** It still has a gap. */
    void stillOpen(Session session, GapQueue.Waiting one, Intake.Outcome.Gap gap, @Nullable Session answered) {
        boolean hopeless = answered != null && intake.couldAnswer(answered, session, gap);
        if (hopeless || !session.gaps().add(one, limits)) {
            refuse(session);
        }
    }

    /** Refuses what has waited too long, asks again about the rest, and offers it again if there is news. */
    void tend(long now) {
        for (Session session : sessions) {
            if (!session.gaps().isEmpty()) {
                refuseOld(session, now);
                if (!session.gaps().isEmpty()) {
                    ask(session, now);
                }
            }
        }
        if (retriedAt != journal.accepted() && !work.busy()) {
            retry(null);
        }
    }

    private void refuseOld(Session session, long now) {
        for (GapQueue.Waiting one : session.gaps().takeAll()) {
            if (now - one.sinceNanos() > limits.gapMax().toNanos()) {
                refuse(session);
            } else {
                session.gaps().add(one, limits);
            }
        }
        session.answer(journal.durable(), now);
    }
}
