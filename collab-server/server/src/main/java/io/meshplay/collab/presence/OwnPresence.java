package io.meshplay.collab.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.thread.EventLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who is on one design of this node: the newest awareness state of each client, and who the people behind them are. */
@EventLoop
final class OwnPresence {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern COLOR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern NO_LINE =
            Pattern.compile("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}\\u202a-\\u202e\\u2066-\\u2069]");

    private record Known(String key, PresenceView.Person person) {}

    private final String designId;
    private final PresenceLimits limits;
    private final Map<Long, String> states = new TreeMap<>();
    private final Map<Long, Known> people = new TreeMap<>();
    private final Set<Long> unread = new HashSet<>();
    private PresenceView.Summary summary;

    OwnPresence(String designId, PresenceLimits limits) {
        this.designId = designId;
        this.limits = limits;
        this.summary = new PresenceView.Summary(designId, 0, List.of());
    }

    /** Takes a client's newest state; null says that it has left. */
    void put(long clientId, @Nullable String state) {
        if (state == null || state.length() > limits.stateCharsMax()) {
            states.remove(clientId);
        } else {
            states.put(clientId, state);
        }
        unread.add(clientId);
    }

    @Nullable String state(long clientId) {
        return states.get(clientId);
    }

    Map<Long, String> states() {
        return states;
    }

    PresenceView.Summary summary() {
        return summary;
    }

    /** {@return whether the people are others than at the last look}; costs a parse of each state that changed */
    boolean lookAtPeople() {
        for (long clientId : unread) {
            String state = states.get(clientId);
            Known known = state == null ? null : known(clientId, state);
            if (known == null) {
                people.remove(clientId);
            } else {
                people.put(clientId, known);
            }
        }
        unread.clear();
        PresenceView.Summary before = summary;
        summary = summarise();
        return !summary.equals(before);
    }

    private PresenceView.Summary summarise() {
        Map<String, PresenceView.Person> distinct = new LinkedHashMap<>();
        people.values().forEach(known -> distinct.putIfAbsent(known.key(), known.person()));
        List<PresenceView.Person> named = new ArrayList<>(distinct.values());
        named.sort(Comparator.comparing(PresenceView.Person::name)
                .thenComparing(person -> String.valueOf(person.color())));
        return new PresenceView.Summary(
                designId, named.size(), List.copyOf(named.subList(0, Math.min(named.size(), limits.peopleMax()))));
    }

    /** Who does not say who they are is a client but nobody that a list can show. */
    private @Nullable Known known(long clientId, String state) {
        JsonNode user = read(state).path("user");
        String name = name(user.path("name").asText(""), limits.nameCharsMax());
        if (name.isEmpty()) {
            return null;
        }
        String color = user.path("color").asText("");
        String id = user.path("id").asText("");
        return new Known(
                id.isEmpty() ? "client " + clientId : "user " + id,
                new PresenceView.Person(name, COLOR.matcher(color).matches() ? color : null));
    }

    private static JsonNode read(String state) {
        try {
            return MAPPER.readTree(state);
        } catch (JsonProcessingException _) {
            return MAPPER.missingNode();
        }
    }

    /** {@return a name that fits a line: others show it as it is} */
    static String name(String said, int charsMax) {
        String line = NO_LINE.matcher(said.length() > 4 * charsMax ? said.substring(0, 4 * charsMax) : said)
                .replaceAll(" ")
                .strip();
        if (line.length() <= charsMax) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
        return line.substring(0, end);
    }
}
