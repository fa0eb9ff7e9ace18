package io.meshplay.crdt.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.meshplay.crdt.AcceptedUpdate;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.CrdtException;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.Refusal;
import io.meshplay.crdt.StateVector;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One document under fire: the gatekeeper's structure, the native document behind it, and the promises after each offer. */
final class FuzzedDocument implements AutoCloseable {
    private static final long CPU_MILLIS_MAX = 100;
    private static final int ORDERS = Integer.getInteger("fuzz.orders", 2);
    private static final byte[] EDIT =
            "[{\"op\":\"set\",\"path\":[\"meta\",\"of the server\"],\"value\":7}]".getBytes(UTF_8);
    private static final HexFormat HEX = HexFormat.of();

    final Pool pool = new Pool();
    private final String name;
    private final Tally tally;
    private final Structure structure = new Structure(StructureLimits.DEFAULTS);
    private final Document document =
            Document.open(4_000_000_000L, List.of("meta", "components", "relationships", "comments", "views"));
    private final Meter meter = new Meter();
    private final List<AcceptedUpdate> accepted = new ArrayList<>();
    private final List<Judge.Step> steps = new ArrayList<>();
    private @Nullable Long digest;
    private byte[] projection = {'{', '}'};
    private boolean broken;

    FuzzedDocument(String name, Tally tally) {
        this.name = name;
        this.tally = tally;
    }

    /** Whether a promise was broken, so that what follows says nothing. */
    boolean broken() {
        return broken;
    }

    /** Offers one update as a sender of the given standing and checks what came of it. */
    void offer(byte[] update, Admission admission) {
        byte[] sent = update.clone();
        long before = digest();
        Verdict verdict;
        meter.start();
        try {
            verdict =
                    structure.offer(UpdateDecoder.decode(update, DecodeLimits.DEFAULTS), admission, WorkBudget.DEFAULT);
            cost(update);
            keptOrChanged(verdict, before, update);
        } catch (MalformedException fault) {
            cost(update);
            verdict = new Verdict.Refused(Refusal.of(fault));
        } catch (RuntimeException | StackOverflowError | AssertionError bug) {
            fail(
                    "threw " + bug + " at "
                            + Arrays.stream(bug.getStackTrace()).limit(4).toList(),
                    update);
            return;
        }
        if (!Arrays.equals(sent, update)) {
            fail("the gatekeeper changed the sender's bytes", update);
        }
        take(verdict, update);
    }

    private void take(Verdict verdict, byte[] update) {
        switch (verdict) {
            case Verdict.Accepted taken -> {
                tally.count("accepted");
                apply(taken.update(), update);
            }
            case Verdict.Known _ -> tally.count("known");
            case Verdict.Gap gap -> {
                tally.count(gap.taken() == null ? "gap" : "gap, in part taken");
                if (gap.taken() != null) {
                    apply(gap.taken(), update);
                }
            }
            case Verdict.Refused refused -> tally.count(refused.refusal());
        }
    }

    private void cost(byte[] update) {
        long cpu = meter.cpuMillis();
        long allocated = meter.allocatedBytes();
        tally.cost(cpu, allocated, update.length);
        if (cpu > CPU_MILLIS_MAX) {
            fail("took " + cpu + " ms of CPU", update);
        }
        if (allocated > 64L * update.length + (1 << 20)) {
            fail("allocated " + allocated + " bytes", update);
        }
    }

    private void keptOrChanged(Verdict verdict, long before, byte[] update) {
        boolean takes =
                verdict instanceof Verdict.Accepted || (verdict instanceof Verdict.Gap gap && gap.taken() != null);
        digest = null;
        if (!takes && digest() != before) {
            fail("the structure changed though nothing was taken: " + verdict, update);
        }
    }

    private long digest() {
        Long known = digest;
        if (known == null) {
            known = GraphDigest.of(structure);
            digest = known;
        }
        return known;
    }

    private void apply(AcceptedUpdate taken, byte[] update) {
        LastUpdate.remember(name, taken.bytes());
        meter.start();
        try {
            document.apply(List.of(taken.bytes()));
            // What reads the document must end too, whatever is in it.
            projection = document.project();
            if (meter.cpuMillis() > CPU_MILLIS_MAX) {
                fail("native code took " + meter.cpuMillis() + " ms of CPU", update);
            }
            if (!StateVector.decode(document.stateVector()).equals(StateVector.decode(structure.stateVector()))) {
                fail("native state vector differs", update);
            }
            accepted.add(taken);
            steps.add(new Judge.Step(taken.bytes(), document.state()));
        } catch (CrdtException | MalformedException fault) {
            fail("native code refused an accepted update: " + fault, update);
        }
        pool.note(DraftReader.read(taken.bytes()));
    }

    /** Lets the server write into what is there: the edit is taken and what it set is projected. */
    void edit() {
        meter.start();
        try {
            byte[] update = document.edit(EDIT);
            if (meter.cpuMillis() > CPU_MILLIS_MAX) {
                fail("an edit of the server took " + meter.cpuMillis() + " ms of CPU", EDIT);
            }
            Verdict verdict = structure.offer(
                    UpdateDecoder.decode(update, DecodeLimits.DEFAULTS), Admission.OF_OWN_STATE, WorkBudget.DEFAULT);
            if (verdict instanceof Verdict.Refused(Refusal.TooManyRoots _)) {
                return; // no design lacks its root meta
            }
            if (!(verdict instanceof Verdict.Accepted)) {
                fail("an edit of the server is not accepted: " + verdict, update);
            }
            if (!new String(document.project(), UTF_8).contains("\"of the server\":7")) {
                fail("an edit of the server is not projected", update);
            }
        } catch (CrdtException | MalformedException fault) {
            fail("native code refused an edit of the server: " + fault, EDIT);
        }
    }

    /** Asks stock Yjs about every step so far, about all of them merged, and about other orders of arrival. */
    List<Future<String>> judge(Judge judge) {
        List<byte[]> updates = steps.stream().map(Judge.Step::update).toList();
        if (updates.isEmpty()) {
            return List.of();
        }
        return List.of(
                judge.project(updates, projection),
                judge.story(steps),
                judge.same(updates, List.of(AcceptedUpdate.merge(accepted))),
                judge.orders(updates, name.hashCode(), ORDERS));
    }

    /** The updates that were taken, for a reproduction. */
    String history() {
        return String.join(
                "\n  ", steps.stream().map(step -> HEX.formatHex(step.update())).toList());
    }

    private void fail(String what, byte[] update) {
        broken = true;
        tally.fail(name + ": " + what + "\n  offered " + HEX.formatHex(update) + "\n  after\n  " + history());
    }

    /** Frees the native document. */
    @Override
    public void close() {
        document.close();
    }
}
