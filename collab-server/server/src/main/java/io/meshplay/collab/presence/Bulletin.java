package io.meshplay.collab.presence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignEvent;
import io.meshplay.collab.designs.PresenceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message on the channel: which node says what. As JSON {@code {"node":…,"is":"design","kind":"renamed","designId":…,
 * "name":…}}, {@code {…,"is":"people","summary":{…}}}, {@code {…,"is":"resync"}} or {@code {…,"is":"revoked","identity":…}}.
 * Whoever can write to Redis can write one, so reading trusts nothing.
 *
 * @param node who says it
 * @param event news; null in a revocation
 * @param revoked the identity whose sessions end; null in news. It names a link and is no secret.
 */
record Bulletin(
        String node, @Nullable DesignEvent event, @Nullable String revoked) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Bulletin news(String node, DesignEvent event) {
        return new Bulletin(node, event, null);
    }

    static Bulletin revocation(String node, String identity) {
        return new Bulletin(node, null, identity);
    }

    String encode() {
        ObjectNode json = MAPPER.createObjectNode().put("node", node);
        switch (event) {
            case null -> json.put("is", "revoked").put("identity", revoked);
            case DesignEvent.Changed changed -> {
                json.put("is", "design").put("kind", changed.kind().name().toLowerCase(Locale.ROOT));
                json.put("designId", changed.designId());
                if (changed.name() != null) {
                    json.put("name", changed.name());
                }
                if (changed.version() > 0) {
                    json.put("version", changed.version());
                }
            }
            case DesignEvent.PeopleChanged people -> json.put("is", "people").set("summary", json(people.summary()));
            case DesignEvent.Resync _ -> json.put("is", "resync");
        }
        return json.toString();
    }

    static ObjectNode json(PresenceView.Summary summary) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("designId", summary.designId()).put("count", summary.count());
        var people = json.putArray("people");
        for (PresenceView.Person person : summary.people()) {
            ObjectNode one = people.addObject().put("name", person.name());
            if (person.color() != null) {
                one.put("color", person.color());
            }
        }
        return json;
    }

    /** {@return what a message says; empty if it says nothing that this version understands} */
    static Optional<Bulletin> decode(String message, PresenceLimits limits) {
        if (message.length() > limits.messageCharsMax()) {
            return Optional.empty();
        }
        JsonNode json = parse(message);
        String node = json.path("node").asText("");
        DesignEvent event = switch (json.path("is").asText("")) {
            case "design" -> changed(json);
            case "people" ->
                summary(json.path("summary"), limits)
                        .map(DesignEvent.PeopleChanged::new)
                        .orElse(null);
            case "resync" -> new DesignEvent.Resync();
            default -> null;
        };
        String identity = json.path("is").asText("").equals("revoked")
                ? json.path("identity").asText("")
                : "";
        if (event != null) {
            return Optional.of(news(node, event));
        }
        return identity.isEmpty() ? Optional.empty() : Optional.of(revocation(node, identity));
    }

    private static @Nullable DesignEvent changed(JsonNode json) {
        String designId = json.path("designId").asText("");
        for (DesignEvent.Kind kind : DesignEvent.Kind.values()) {
            if (!designId.isEmpty()
                    && kind.name()
                            .toLowerCase(Locale.ROOT)
                            .equals(json.path("kind").asText(""))) {
                String name = json.path("name").textValue();
                return new DesignEvent.Changed(
                        kind, designId, name, Math.max(0, json.path("version").asLong(0)));
            }
        }
        return null;
    }

    static Optional<PresenceView.Summary> summary(String text, PresenceLimits limits) {
        return text.length() > limits.messageCharsMax() ? Optional.empty() : summary(parse(text), limits);
    }

    private static Optional<PresenceView.Summary> summary(JsonNode json, PresenceLimits limits) {
        String designId = json.path("designId").asText("");
        int count = json.path("count").asInt(-1);
        if (designId.isEmpty() || count < 0) {
            return Optional.empty();
        }
        List<PresenceView.Person> people = new ArrayList<>();
        for (JsonNode person : json.path("people")) {
            String name = OwnPresence.name(person.path("name").asText(""), limits.nameCharsMax());
            String color = person.path("color").asText("");
            if (!name.isEmpty() && people.size() < limits.peopleMax()) {
                people.add(new PresenceView.Person(name, color.matches("#[0-9a-fA-F]{6}") ? color : null));
            }
        }
        return Optional.of(new PresenceView.Summary(designId, Math.max(count, people.size()), List.copyOf(people)));
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException _) {
            return MAPPER.missingNode();
        }
    }
}
