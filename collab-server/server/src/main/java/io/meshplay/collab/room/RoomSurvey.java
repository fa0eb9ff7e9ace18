package io.meshplay.collab.room;

/**
 * What a loop sees of its rooms once a second: sums, and of ages the largest.
 *
 * @param unsavedEntries accepted minus durable
 * @param unsavedBytes their bytes
 * @param oldestUnsavedNanosMax age of the oldest accepted entry that is not durable
 * @param checkpointAgeNanosMax longest time for which a room has updates that are in no checkpoint
 * @param tailUpdatesMax most updates beyond a checkpoint
 */
public record RoomSurvey(
        long unsavedEntries,
        long unsavedBytes,
        long oldestUnsavedNanosMax,
        long checkpointAgeNanosMax,
        long tailUpdatesMax) {
    static final RoomSurvey NOTHING = new RoomSurvey(0, 0, 0, 0, 0);

    RoomSurvey with(RoomSurvey other) {
        return new RoomSurvey(
                unsavedEntries + other.unsavedEntries,
                unsavedBytes + other.unsavedBytes,
                Math.max(oldestUnsavedNanosMax, other.oldestUnsavedNanosMax),
                Math.max(checkpointAgeNanosMax, other.checkpointAgeNanosMax),
                Math.max(tailUpdatesMax, other.tailUpdatesMax));
    }
}
