package io.meshplay.crdt;

import io.meshplay.crdt.lib0.MalformedException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The structure of one document: what is known of each client, in which order it stands and what is deleted. It decides about each
 * update before native code or another client sees a byte of it.
 *
 * <p>Single-threaded: belongs to the room's event loop.
 */
public final class Structure {
    /** Far below the largest int: one offer cannot scan the rest. */
    private static final int SCANNED_MAX = 1 << 30;

    private static final int ITEM_BYTES = 96;

    /** For bytes that this class wrote itself. */
    private static final DecodeLimits OWN_BYTES = new DecodeLimits(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);

    final Map<Long, ClientStructs> clients = new HashMap<>();
    final Map<String, SharedType> roots = new HashMap<>();
    int structs;
    int subdocuments;
    long contentBytes;
    int scanned;
    private final StructureLimits limits;
    private long version;
    private byte @Nullable [] stateVector;

    /** An empty document under the given limits. */
    public Structure(StructureLimits limits) {
        this.limits = limits;
    }

    /**
     * Keeps places for roots that the program itself uses, so that nobody can use them up.
     *
     * @param names at most {@link StructureLimits#rootsMax}
     */
    public void reserve(Collection<String> names) {
        names.forEach(name -> roots.computeIfAbsent(name, SharedType::new));
    }

    /**
     * Decides about an update: taken when accepted (or, before a gap, in part); everything else leaves the structure as it was.
     *
     * @param budget work above it refuses the update
     */
    public Verdict offer(DecodedUpdate update, Admission admission, WorkBudget budget) {
        Offer offer = new Offer(this, update, admission, budget);
        Verdict verdict;
        try {
            verdict = decide(offer, update);
        } catch (RefusedException refused) {
            offer.undo();
            verdict = new Verdict.Refused(refused.refusal());
        } catch (RuntimeException | Error bug) {
            offer.undo();
            throw bug;
        }
        if (scanned > SCANNED_MAX) {
            forgetScans();
        }
        return verdict;
    }

    private Verdict decide(Offer offer, DecodedUpdate update) throws RefusedException {
        Sections sections = new Sections(offer);
        sections.takeAll();
        Deletes deletes = new Deletes(offer);
        deletes.takeAll();
        String missing = offer.missing();
        if (offer.unchanged()) {
            return missing == null ? new Verdict.Known() : new Verdict.Gap(null, missing);
        }
        offer.requireLimits();
        if (!offer.admission.mayTouch(offer.touched())) {
            throw new RefusedException(new Refusal.Forbidden());
        }
        boolean verbatim = !sections.changed && !deletes.changed();
        DecodedUpdate taken = verbatim ? update : decoded(new UpdateEncoder(offer, sections, deletes).encode());
        AcceptedUpdate accepted = new AcceptedUpdate(taken, offer.touched(), sections.newClients());
        roots.putAll(offer.newRoots);
        new Settling(this, offer.undo, verbatim).settle();
        version++;
        stateVector = null;
        return missing == null ? new Verdict.Accepted(accepted) : new Verdict.Gap(accepted, missing);
    }

    private static DecodedUpdate decoded(byte[] own) {
        try {
            return UpdateDecoder.decode(own, OWN_BYTES);
        } catch (MalformedException e) {
            throw new IllegalStateException("an update that was written here does not read", e);
        }
    }

    /** What is known, encoded as a v1 state vector; shared, do not change it. */
    public byte[] stateVector() {
        byte[] encoded = stateVector;
        if (encoded == null) {
            Map<Long, Integer> clocks = HashMap.newHashMap(clients.size());
            clients.forEach((id, client) -> clocks.put(id, client.clock()));
            encoded = StateVector.of(clocks).encode();
            stateVector = encoded;
        }
        return encoded;
    }

    /** Whether everything that the peer knows is known here; false means that the peer should be asked. */
    public boolean knows(StateVector peer) {
        for (Map.Entry<Long, Integer> entry : peer.clocks().entrySet()) {
            if (entry.getValue() > clock(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** Structs held, after neighbours were joined. */
    public long structCount() {
        return structs;
    }

    /** Root types in use or reserved. */
    public int rootCount() {
        return roots.size();
    }

    /** Client ids known. */
    public int clientCount() {
        return clients.size();
    }

    /** Estimated heap, in bytes. */
    public long bytesHeld() {
        return (long) structs * ITEM_BYTES + contentBytes;
    }

    /** Grows with each change, deletes included; for caches. */
    public long version() {
        return version;
    }

    StructureLimits limits() {
        return limits;
    }

    /** The first unknown clock of a client. */
    int clock(long id) {
        ClientStructs client = clients.get(id);
        return client == null ? 0 : client.clock();
    }

    @Nullable ClientStructs clientOrNull(long id) {
        return clients.get(id);
    }

    ClientStructs client(long id) {
        ClientStructs client = clients.get(id);
        if (client == null) {
            throw new IllegalStateException("client " + id + " is not known");
        }
        return client;
    }

    private void forgetScans() {
        clients.values().forEach(client -> client.forEach(item -> item.scanned = 0));
        scanned = 0;
    }
}
