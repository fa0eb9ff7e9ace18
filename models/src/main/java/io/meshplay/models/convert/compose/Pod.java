package io.meshplay.models.convert.compose;

import static io.meshplay.models.convert.compose.Workload.put;
import static io.meshplay.models.convert.compose.Workload.text;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What of a service is its pod's. */
final class Pod {
    private final Json.Fields service;
    private final String path;
    private final Warnings warnings;

    Pod(Json.Fields service, String path, Warnings warnings) {
        this.service = service;
        this.path = path;
        this.warnings = warnings;
    }

    Map<String, Json> fields() {
        Map<String, Json> pod = new LinkedHashMap<>();
        put(pod, "hostname", text(service.text("hostname")));
        ofHost("network_mode", "hostNetwork", pod);
        ofHost("pid", "hostPID", pod);
        ofHost("ipc", "hostIPC", pod);
        put(pod, "hostAliases", aliases());
        put(pod, "dnsConfig", names());
        put(pod, "securityContext", security());
        put(pod, "nodeSelector", platform());
        put(pod, "runtimeClassName", text(service.text("runtime")));
        Integer grace = ComposeValues.seconds(service.find("stop_grace_period"));
        if (grace != null) {
            pod.put("terminationGracePeriodSeconds", Json.of(grace));
        }
        return pod;
    }

    private void ofHost(String field, String to, Map<String, Json> pod) {
        String mode = service.text(field);
        if (mode.equals("host")) {
            pod.put(to, Json.of(true));
        } else if (!mode.isEmpty() && !mode.equals("bridge")) {
            warnings.add(path + "/" + field, "Not mapped: only \"host\" is.");
        }
    }

    private Json aliases() {
        List<Json> aliases = new ArrayList<>();
        if (service.find("extra_hosts") instanceof Json.Fields(Map<String, Json> hosts)) {
            hosts.forEach((host, addresses) ->
                    ComposeValues.list(addresses).forEach(address -> alias(host, address, aliases)));
        } else {
            for (String entry : ComposeValues.list(service.find("extra_hosts"))) {
                int border = entry.indexOf('=') < 0 ? entry.indexOf(':') : entry.indexOf('=');
                alias(entry.substring(0, Math.max(0, border)), entry.substring(border + 1), aliases);
            }
        }
        return new Json.Items(aliases);
    }

    private void alias(String host, String address, List<Json> aliases) {
        if (host.isEmpty() || !address.matches("[0-9a-fA-F.:\\[\\]]+")) {
            warnings.add(path + "/extra_hosts", "Not mapped: \"" + address + "\" is no address.");
            return;
        }
        Map<String, Json> alias = new LinkedHashMap<>();
        alias.put("ip", Json.of(address.replaceAll("[\\[\\]]", "")));
        alias.put("hostnames", ComposeValues.items(List.of(host)));
        aliases.add(new Json.Fields(alias));
    }

    private Json names() {
        Map<String, Json> names = new LinkedHashMap<>();
        put(names, "nameservers", ComposeValues.items(ComposeValues.list(service.find("dns"))));
        put(names, "searches", ComposeValues.items(ComposeValues.list(service.find("dns_search"))));
        List<Json> options = new ArrayList<>();
        for (String option : ComposeValues.list(service.find("dns_opt"))) {
            int colon = option.indexOf(':');
            Map<String, Json> fields = new LinkedHashMap<>();
            fields.put("name", Json.of(colon < 0 ? option : option.substring(0, colon)));
            put(fields, "value", text(colon < 0 ? "" : option.substring(colon + 1)));
            options.add(new Json.Fields(fields));
        }
        put(names, "options", new Json.Items(options));
        return new Json.Fields(names);
    }

    private Json security() {
        Map<String, Json> security = new LinkedHashMap<>();
        List<Json> groups = new ArrayList<>();
        for (String group : ComposeValues.list(service.find("group_add"))) {
            if (group.matches("[0-9]{1,9}")) {
                groups.add(Json.of(Integer.parseInt(group)));
            } else {
                warnings.add(path + "/group_add", "Not mapped: Kubernetes takes users and groups by number.");
            }
        }
        put(security, "supplementalGroups", new Json.Items(groups));
        List<Json> sysctls = new ArrayList<>();
        ComposeValues.map(service.find("sysctls")).forEach((key, value) -> {
            Map<String, Json> sysctl = new LinkedHashMap<>();
            sysctl.put("name", Json.of(key));
            sysctl.put("value", Json.of(value == null ? "" : value));
            sysctls.add(new Json.Fields(sysctl));
        });
        put(security, "sysctls", new Json.Items(sysctls));
        return new Json.Fields(security);
    }

    private Json platform() {
        String[] parts = service.text("platform").split("/", -1);
        Map<String, Json> selector = new LinkedHashMap<>();
        put(selector, "kubernetes.io/os", text(parts[0]));
        if (parts.length > 1) {
            put(selector, "kubernetes.io/arch", text(parts[1]));
        }
        return new Json.Fields(selector);
    }
}
