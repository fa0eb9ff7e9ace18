package io.meshplay.collab.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which autosaves are kept: many of the last minutes, few of the last month. */
final class Retention {
    private Retention() {}

    /** {@return what is to be deleted, of autosaves that are sorted newest first} */
    static List<Autosave> superfluous(List<Autosave> newestFirst, Instant now, HistoryLimits limits) {
        Set<String> taken = new HashSet<>();
        List<Autosave> superfluous = new ArrayList<>();
        for (int i = limits.newestKept(); i < newestFirst.size(); i++) {
            Autosave one = newestFirst.get(i);
            Duration age = Duration.between(one.createdAt(), now);
            long hour = Math.floorDiv(one.createdAt().getEpochSecond(), 3_600L);
            String place = age.compareTo(Duration.ofHours(limits.hoursKept())) <= 0
                    ? "hour " + hour
                    : "day " + Math.floorDiv(hour, 24L);
            if (age.compareTo(Duration.ofDays(limits.daysKept())) > 0 || !taken.add(place)) {
                superfluous.add(one);
            }
        }
        return superfluous;
    }
}
