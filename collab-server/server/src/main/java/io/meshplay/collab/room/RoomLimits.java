package io.meshplay.collab.room;

import io.meshplay.crdt.DecodeLimits;
import java.time.Duration;

/**
 * Every bound that a room obeys. Each has a default, a unit in its name and a check here; nothing else in the room holds
 * a number.
 *
 * @param updateBytesMax largest live update, in bytes
 * @param step2BytesMax largest sync step 2, in bytes
 * @param onLoopBytesMax largest update that is decoded and taken on the event loop, in bytes; larger ones go to a worker
 * @param onLoopStructsMax most structs of such an update
 * @param onLoopStepsMax most list steps that such an update may cost; with more it goes to a worker after all
 * @param vectorClientsMax most clients that a state vector names beyond as many as the document has
 * @param awarenessBytesMax largest awareness message, in bytes
 * @param sessionsMax most sessions in one room
 * @param outboundBytesMax bytes queued for one socket before its sessions count as lagging
 * @param laggingMax how long a session may lag before it is closed
 * @param gapBytesMax most bytes of one session's updates that wait for a gap to close
 * @param gapUpdatesMax most updates of one session that wait for a gap to close
 * @param gapMax how long an update waits for its gap to close before it is refused
 * @param step1Interval least time between two questions to one session about a gap
 * @param unsavedBytesMax bytes accepted but not yet on disk before the room refuses more
 * @param fanOutWindowMax longest that a hot room gathers updates before it sends them
 * @param fanOutBurst fan-outs within one window before a room counts as hot
 * @param presenceInterval least time between two awareness messages of a room
 * @param keepAlive longest silence towards a session: stock clients drop a socket after 30 s
 * @param durableInterval least time between two durable messages to one session
 * @param idleBeforeUnload how long a room without sessions stays in memory
 * @param checkpointUpdates updates since the last checkpoint that make a new one
 * @param checkpointBytes bytes of updates since the last checkpoint that make a new one
 * @param malformedMax malformed messages that a session survives
 * @param joinStatesMax encoded states kept for joins at one sequence
 * @param changeQuiet how long after an edit the listener of changes is told
 * @param adviceQuiet how long after an edit the advisor is asked about the design
 * @param adviceRestFactor how many times as long as one advice took a loop rests before the next
 * @param drainMax how long a closing room waits for the store
 * @param upkeepInterval how often a room looks after grants, lagging and silent sessions
 * @param answersMax messages of one session whose answer waits for the disk; one more ends the session
 * @param departedMax client ids that a room remembers after their presence has ended
 * @param unfedUpdatesMax durable updates that may wait for the native document until something is asked of it
 * @param unfedBytesMax bytes of such updates
 * @param statelessCharsMax longest stateless message that is looked at, in UTF-16 units
 * @param loadPageEntries journal entries that are read at once
 * @param ownStateBytesMax largest checkpoint or journal entry that is loaded, in bytes
 * @param journalRetryMin how long a failed append waits for its first retry
 * @param journalRetryMax how long each later retry waits at most
 * @param revocationsKeptMax revocations, and deletions, that an event loop remembers for joins under way
 */
public record RoomLimits(
        int updateBytesMax,
        int step2BytesMax,
        int onLoopBytesMax,
        int onLoopStructsMax,
        int onLoopStepsMax,
        int vectorClientsMax,
        int awarenessBytesMax,
        int sessionsMax,
        int outboundBytesMax,
        Duration laggingMax,
        int gapBytesMax,
        int gapUpdatesMax,
        Duration gapMax,
        Duration step1Interval,
        int unsavedBytesMax,
        Duration fanOutWindowMax,
        int fanOutBurst,
        Duration presenceInterval,
        Duration keepAlive,
        Duration durableInterval,
        Duration idleBeforeUnload,
        int checkpointUpdates,
        int checkpointBytes,
        int malformedMax,
        int joinStatesMax,
        Duration changeQuiet,
        Duration adviceQuiet,
        int adviceRestFactor,
        Duration drainMax,
        Duration upkeepInterval,
        int answersMax,
        int departedMax,
        int unfedUpdatesMax,
        int unfedBytesMax,
        int statelessCharsMax,
        int loadPageEntries,
        int ownStateBytesMax,
        Duration journalRetryMin,
        Duration journalRetryMax,
        int revocationsKeptMax) {
    /** What the product runs with. */
    public static final RoomLimits DEFAULTS = new RoomLimits(
            1 << 20,
            16 << 20,
            16 << 10,
            500,
            20_000,
            1_000,
            64 << 10,
            500,
            1 << 20,
            Duration.ofSeconds(30),
            1 << 20,
            64,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            8 << 20,
            Duration.ofMillis(16),
            4,
            Duration.ofMillis(33),
            Duration.ofSeconds(12),
            Duration.ofMillis(250),
            Duration.ofSeconds(30),
            500,
            1 << 20,
            1,
            16,
            Duration.ofSeconds(2),
            Duration.ofMillis(40),
            9,
            Duration.ofSeconds(8),
            Duration.ofMillis(250),
            10_000,
            1_000,
            500,
            256 << 10,
            1_024,
            1_000,
            1 << 30,
            Duration.ofMillis(100),
            Duration.ofSeconds(5),
            10_000);

    /** Checks every bound. */
    public RoomLimits {
        require(updateBytesMax >= 1_024, "updateBytesMax", updateBytesMax, ">= 1024");
        require(step2BytesMax >= updateBytesMax, "step2BytesMax", step2BytesMax, ">= updateBytesMax");
        require(onLoopBytesMax >= 0, "onLoopBytesMax", onLoopBytesMax, ">= 0");
        require(onLoopStructsMax >= 0, "onLoopStructsMax", onLoopStructsMax, ">= 0");
        require(onLoopStepsMax >= 1, "onLoopStepsMax", onLoopStepsMax, ">= 1");
        require(vectorClientsMax >= 1, "vectorClientsMax", vectorClientsMax, ">= 1");
        require(awarenessBytesMax >= 64, "awarenessBytesMax", awarenessBytesMax, ">= 64");
        require(sessionsMax >= 1, "sessionsMax", sessionsMax, ">= 1");
        require(outboundBytesMax >= 1_024, "outboundBytesMax", outboundBytesMax, ">= 1024");
        require(gapBytesMax >= 0, "gapBytesMax", gapBytesMax, ">= 0");
        require(gapUpdatesMax >= 0, "gapUpdatesMax", gapUpdatesMax, ">= 0");
        require(unsavedBytesMax >= 1_024, "unsavedBytesMax", unsavedBytesMax, ">= 1024");
        require(fanOutBurst >= 1, "fanOutBurst", fanOutBurst, ">= 1");
        require(checkpointUpdates >= 1, "checkpointUpdates", checkpointUpdates, ">= 1");
        require(checkpointBytes >= 1, "checkpointBytes", checkpointBytes, ">= 1");
        require(malformedMax >= 0, "malformedMax", malformedMax, ">= 0");
        require(joinStatesMax >= 1, "joinStatesMax", joinStatesMax, ">= 1");
        require(answersMax >= 1, "answersMax", answersMax, ">= 1");
        require(departedMax >= 0, "departedMax", departedMax, ">= 0");
        require(unfedUpdatesMax >= 0, "unfedUpdatesMax", unfedUpdatesMax, ">= 0");
        require(unfedBytesMax >= 0, "unfedBytesMax", unfedBytesMax, ">= 0");
        require(statelessCharsMax >= 64, "statelessCharsMax", statelessCharsMax, ">= 64");
        require(loadPageEntries >= 1, "loadPageEntries", loadPageEntries, ">= 1");
        require(ownStateBytesMax >= 1_024, "ownStateBytesMax", ownStateBytesMax, ">= 1024");
        require(revocationsKeptMax >= 0, "revocationsKeptMax", revocationsKeptMax, ">= 0");
        requirePositive(journalRetryMin, "journalRetryMin");
        requirePositive(journalRetryMax, "journalRetryMax");
        requirePositive(laggingMax, "laggingMax");
        requirePositive(gapMax, "gapMax");
        requirePositive(step1Interval, "step1Interval");
        requirePositive(fanOutWindowMax, "fanOutWindowMax");
        requirePositive(presenceInterval, "presenceInterval");
        requirePositive(keepAlive, "keepAlive");
        requirePositive(durableInterval, "durableInterval");
        requirePositive(idleBeforeUnload, "idleBeforeUnload");
        requirePositive(changeQuiet, "changeQuiet");
        requirePositive(adviceQuiet, "adviceQuiet");
        require(adviceRestFactor >= 0, "adviceRestFactor", adviceRestFactor, ">= 0");
        requirePositive(drainMax, "drainMax");
        requirePositive(upkeepInterval, "upkeepInterval");
    }

    /** {@return what a room lets itself read of its own checkpoint and journal: all of it was within the limits when it came} */
    DecodeLimits ofOwnState() {
        return DecodeLimits.DEFAULTS.withUpdateBytesMax(ownStateBytesMax);
    }

    private static void requirePositive(Duration value, String name) {
        require(value.toMillis() >= 1, name, value.toMillis(), ">= 1 ms");
    }

    private static void require(boolean holds, String name, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("room." + name + " is " + value + ", must be " + rule);
        }
    }
}
