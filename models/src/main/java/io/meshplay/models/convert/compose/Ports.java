package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports of a service: what it publishes, and what it only exposes. */
final class Ports {
    private static final Pattern SHORT = Pattern.compile(
            "(?:(?<ip>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|\\[[0-9a-fA-F:]+]):)?(?:(?<from>[0-9]{1,5})(?:-(?<to>[0-9]{1,5}))?:)?(?<first>[0-9]{1,5})(?:-(?<last>[0-9]{1,5}))?(?:/(?<protocol>[a-z]+))?");
    private static final int RANGE_MAX = 100;
    private static final int PORT_MAX = 65_535;

    private final Warnings warnings;
    private final String path;
    private final Set<Port> ports = new LinkedHashSet<>();

    /** A port of a service, and of the container behind it. */
    private record Port(int port, int target, String protocol) {}

    Ports(Json.Fields service, String path, Warnings warnings) {
        this.warnings = warnings;
        this.path = path;
        for (Json port : service.items("ports")) {
            if (port instanceof Json.Fields fields) {
                take(fields);
            } else {
                take(String.valueOf(ComposeValues.text(port)), "/ports");
            }
        }
        ComposeValues.list(service.find("expose")).forEach(port -> take(port, "/expose"));
    }

    private void take(Json.Fields port) {
        for (String field : port.values().keySet()) {
            if (!Set.of("target", "published", "protocol", "name", "app_protocol")
                    .contains(field)) {
                warnings.add(path + "/ports", "Not mapped: " + field + " of a port.");
            }
        }
        String target = String.valueOf(ComposeValues.text(port.find("target")));
        String published = ComposeValues.text(port.find("published"));
        String protocol = port.text("protocol").isEmpty() ? "tcp" : port.text("protocol");
        take((published == null || published.isEmpty() ? "" : published + ":") + target + "/" + protocol, "/ports");
    }

    private void take(String text, String field) {
        Matcher port = SHORT.matcher(text.toLowerCase(Locale.ROOT));
        if (!port.matches()) {
            warnings.add(path + field, "\"" + text + "\" is no port; it is left out.");
            return;
        }
        if (port.group("ip") != null) {
            warnings.add(path + field, "Not mapped: the address of \"" + text + "\"; a Service has its own.");
        }
        int first = Integer.parseInt(port.group("first"));
        int last = port.group("last") == null ? first : Integer.parseInt(port.group("last"));
        int from = port.group("from") == null ? first : Integer.parseInt(port.group("from"));
        if (last < first
                || last - first >= RANGE_MAX
                || last > PORT_MAX
                || from + last - first > PORT_MAX
                || first == 0) {
            warnings.add(
                    path + field, "\"" + text + "\" is no range of at most " + RANGE_MAX + " ports; it is left out.");
            return;
        }
        String protocol =
                port.group("protocol") == null ? "TCP" : port.group("protocol").toUpperCase(Locale.ROOT);
        for (int i = 0; i <= last - first; i++) {
            ports.add(new Port(from == 0 ? first + i : from + i, first + i, protocol));
        }
    }

    boolean isEmpty() {
        return ports.isEmpty();
    }

    /** {@return the ports of the container, each once} */
    Json ofContainer() {
        Set<Json> list = new LinkedHashSet<>();
        for (Port port : ports) {
            Map<String, Json> fields = new LinkedHashMap<>();
            fields.put("containerPort", Json.of(port.target()));
            fields.put("protocol", Json.of(port.protocol()));
            list.add(new Json.Fields(fields));
        }
        return new Json.Items(new ArrayList<>(list));
    }

    /** {@return the ports of the Service; a port and protocol stand once} */
    Json ofService() {
        List<Json> list = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Port port : ports) {
            String name = port.protocol().toLowerCase(Locale.ROOT) + "-" + port.port();
            if (names.add(name)) {
                Map<String, Json> fields = new LinkedHashMap<>();
                fields.put("name", Json.of(name));
                fields.put("port", Json.of(port.port()));
                fields.put("targetPort", Json.of(port.target()));
                fields.put("protocol", Json.of(port.protocol()));
                list.add(new Json.Fields(fields));
            }
        }
        return new Json.Items(list);
    }
}
