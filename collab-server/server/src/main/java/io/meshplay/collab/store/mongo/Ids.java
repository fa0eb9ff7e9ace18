package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import org.bson.conversions.Bson;

/**
 * Ids that sort as what they name: {@code place/sequence}, the sequence in 16 digits. Everything that the journal and the
 * checkpoints ask for is a range of {@code _id}, the one index that every server keeps and uses.
 */
final class Ids {
    static final String ID = "_id";
    private static final int DIGITS = 16;
    private static final long SEQUENCE_MAX = 9_999_999_999_999_999L;
    /** The character behind the slash: no id of the place reaches it. */
    private static final String BEHIND = "0";

    private Ids() {}

    /** Fails for a design id that would reach into another design's range. */
    static String checked(String designId) {
        if (designId.isEmpty() || designId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("design id is \"" + designId + "\", must not be empty or hold a slash");
        }
        return designId;
    }

    static String of(String place, long sequence) {
        if (sequence < 0 || sequence > SEQUENCE_MAX) {
            throw new IllegalArgumentException("sequence is " + sequence + ", must be 0 to " + SEQUENCE_MAX);
        }
        String digits = Long.toString(sequence);
        return place + "/" + "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** {@return the sequence in an id that {@link #of} made for the place, whatever follows it} */
    static long sequence(String place, String id) {
        int start = place.length() + 1;
        return Long.parseLong(id.substring(start, start + DIGITS));
    }

    /** Everything of a place. */
    static Bson all(String place) {
        return and(gte(ID, place + "/"), lt(ID, place + BEHIND));
    }

    /** What of a place has a smaller sequence. */
    static Bson below(String place, long sequence) {
        return and(gte(ID, place + "/"), lt(ID, of(place, sequence)));
    }

    /** What of a place has this sequence or a larger one. */
    static Bson from(String place, long sequence) {
        return and(gte(ID, of(place, sequence)), lt(ID, place + BEHIND));
    }
}
