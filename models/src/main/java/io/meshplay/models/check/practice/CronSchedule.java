package io.meshplay.models.check.practice;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Schedules as CronJobs take them: five fields, or a word that begins with {@code @}. */
final class CronSchedule {
    private static final Set<String> WORDS =
            Set.of("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final int LENGTH_MAX = 200;

    private CronSchedule() {}

    /** What a field takes: a range of numbers, and names for them. */
    private record Range(int low, int high, List<String> names) {}

    private static final List<Range> FIELDS = List.of(
            new Range(0, 59, List.of()),
            new Range(0, 23, List.of()),
            new Range(1, 31, List.of()),
            new Range(1, 12, MONTHS),
            new Range(0, 7, DAYS));

    static boolean isValid(String schedule) {
        String bare = schedule.strip();
        if (bare.length() > LENGTH_MAX) {
            return false;
        }
        if (bare.startsWith("@")) {
            return WORDS.contains(bare) || bare.matches("@every ([0-9]{1,6}(\\.[0-9]{1,6})?(h|m|s))+");
        }
        List<String> fields = List.of(bare.split("\\s+", -1));
        if (fields.size() != FIELDS.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            for (String part : fields.get(i).split(",", -1)) {
                if (!isValid(part, FIELDS.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isValid(String part, Range range) {
        String[] stepped = part.split("/", -1);
        if (stepped.length > 2 || (stepped.length == 2 && !stepped[1].matches("0{0,2}[1-9][0-9]?"))) {
            return false;
        }
        if (stepped[0].equals("*") || stepped[0].equals("?")) {
            return true;
        }
        String[] ends = stepped[0].split("-", -1);
        int low = number(ends[0], range);
        int high = ends.length == 2 ? number(ends[1], range) : low;
        return ends.length <= 2 && low >= 0 && high >= low;
    }

    private static int number(String text, Range range) {
        int name = range.names().indexOf(text.toLowerCase(Locale.ROOT));
        if (name >= 0) {
            return name + range.low();
        }
        if (!text.matches("[0-9]{1,3}")) {
            return -1;
        }
        int number = Integer.parseInt(text);
        return number >= range.low() && number <= range.high() ? number : -1;
    }
}
