package io.meshplay.models.convert.compose;

import static io.meshplay.models.convert.compose.Workload.put;
import static io.meshplay.models.convert.compose.Workload.text;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The container of a service. */
final class Container {
    private static final Map<String, String> PULLS =
            Map.of("always", "Always", "never", "Never", "missing", "IfNotPresent", "if_not_present", "IfNotPresent");

    private final String name;
    private final Json.Fields service;
    private final String path;
    private final Warnings warnings;

    Container(String name, Json.Fields service, String path, Warnings warnings) {
        this.name = name;
        this.service = service;
        this.path = path;
        this.warnings = warnings;
    }

    Json fields(Json ports, Json mounts) {
        Map<String, Json> container = new LinkedHashMap<>();
        container.put("name", Json.of(name));
        container.put("image", Json.of(image()));
        pull(container);
        put(container, "command", ComposeValues.items(ComposeValues.words(service.find("entrypoint"))));
        put(container, "args", ComposeValues.items(ComposeValues.words(service.find("command"))));
        put(container, "workingDir", text(service.text("working_dir")));
        put(container, "env", environment());
        put(container, "ports", ports);
        put(container, "resources", resources());
        put(container, "livenessProbe", probe());
        put(container, "lifecycle", lifecycle());
        put(container, "securityContext", security());
        flag("stdin_open", "stdin", container);
        flag("tty", "tty", container);
        put(container, "volumeMounts", mounts);
        return new Json.Fields(container);
    }

    private String image() {
        if (service.text("image").isEmpty()) {
            warnings.add(path, "It has no image; the workload asks for one that is called " + name + ".");
            return name;
        }
        return service.text("image");
    }

    private void pull(Map<String, Json> container) {
        String policy = service.text("pull_policy");
        String pull = PULLS.get(policy);
        if (pull != null) {
            container.put("imagePullPolicy", Json.of(pull));
        } else if (!policy.isEmpty()) {
            warnings.add(path + "/pull_policy", "Not mapped: Kubernetes has no policy \"" + policy + "\".");
        }
    }

    private void flag(String field, String to, Map<String, Json> into) {
        if (ComposeValues.flag(service.find(field))) {
            into.put(to, Json.of(true));
        }
    }

    private Json environment() {
        List<Json> environment = new ArrayList<>();
        ComposeValues.map(service.find("environment")).forEach((key, value) -> {
            if (value == null) {
                warnings.add(path + "/environment", key + " has no value in the file; it is left out.");
            } else {
                Map<String, Json> variable = new LinkedHashMap<>();
                variable.put("name", Json.of(key));
                variable.put("value", Json.of(value));
                environment.add(new Json.Fields(variable));
            }
        });
        return new Json.Items(environment);
    }

    private Json resources() {
        Json.Fields limits = service.fields("deploy").fields("resources").fields("limits");
        Json.Fields reservations = service.fields("deploy").fields("resources").fields("reservations");
        Map<String, Json> resources = new LinkedHashMap<>();
        put(resources, "limits", amounts(limits, service.find("cpus"), service.find("mem_limit"), "limits"));
        put(resources, "requests", amounts(reservations, null, service.find("mem_reservation"), "reservations"));
        return new Json.Fields(resources);
    }

    private Json amounts(Json.Fields deploy, @Nullable Json cpus, @Nullable Json memory, String which) {
        for (String field : deploy.values().keySet()) {
            if (!Set.of("cpus", "memory").contains(field)) {
                warnings.add(
                        path + "/deploy/resources/" + which + "/" + field, "Not mapped: only cpus and memory are.");
            }
        }
        Map<String, Json> amounts = new LinkedHashMap<>();
        put(amounts, "cpu", text(ComposeValues.text(deploy.find("cpus") == null ? cpus : deploy.find("cpus"))));
        Json size = deploy.find("memory") == null ? memory : deploy.find("memory");
        String quantity = ComposeValues.quantity(size);
        put(amounts, "memory", text(quantity));
        if (size != null && quantity == null) {
            warnings.add(path, "A size of memory is none; it is left out.");
        }
        return new Json.Fields(amounts);
    }

    private @Nullable Json probe() {
        Json.Fields check = service.fields("healthcheck");
        List<String> test = check.find("test") instanceof Json.Text(String command)
                ? List.of("CMD-SHELL", command)
                : ComposeValues.list(check.find("test"));
        boolean none = test.size() < 2 || test.getFirst().equals("NONE") || ComposeValues.flag(check.find("disable"));
        if (none) {
            return null;
        }
        if (check.find("start_interval") != null) {
            warnings.add(path + "/healthcheck/start_interval", "Not mapped: a probe has one interval.");
        }
        List<String> command = test.getFirst().equals("CMD-SHELL")
                ? List.of("/bin/sh", "-c", test.get(1))
                : test.subList(1, test.size());
        Map<String, Json> probe = new LinkedHashMap<>();
        probe.put("exec", new Json.Fields(Map.of("command", ComposeValues.items(command))));
        seconds(check, "start_period", "initialDelaySeconds", probe);
        seconds(check, "interval", "periodSeconds", probe);
        seconds(check, "timeout", "timeoutSeconds", probe);
        String retries = ComposeValues.text(check.find("retries"));
        if (retries != null && retries.matches("[1-9][0-9]{0,4}")) {
            probe.put("failureThreshold", Json.of(Integer.parseInt(retries)));
        }
        return new Json.Fields(probe);
    }

    private void seconds(Json.Fields check, String field, String to, Map<String, Json> probe) {
        Integer seconds = ComposeValues.seconds(check.find(field));
        if (seconds != null) {
            probe.put(to, Json.of(seconds));
        } else if (check.find(field) != null) {
            warnings.add(path + "/healthcheck/" + field, "It is no duration; it is left out.");
        }
    }

    private Json lifecycle() {
        Map<String, Json> lifecycle = new LinkedHashMap<>();
        hook("post_start", "postStart", lifecycle);
        hook("pre_stop", "preStop", lifecycle);
        return new Json.Fields(lifecycle);
    }

    private void hook(String field, String to, Map<String, Json> lifecycle) {
        List<Json> hooks = service.items(field);
        if (hooks.isEmpty()) {
            return;
        }
        if (hooks.size() > 1) {
            warnings.add(path + "/" + field, "Not mapped: a pod runs one command there; the first is taken.");
        }
        if (hooks.getFirst() instanceof Json.Fields hook) {
            for (String other : hook.values().keySet()) {
                if (!other.equals("command")) {
                    warnings.add(path + "/" + field, "Not mapped: " + other + " of a command.");
                }
            }
            Json command = ComposeValues.items(ComposeValues.words(hook.find("command")));
            lifecycle.put(to, new Json.Fields(Map.of("exec", new Json.Fields(Map.of("command", command)))));
        }
    }

    private Json security() {
        Map<String, Json> security = new LinkedHashMap<>();
        flag("privileged", "privileged", security);
        flag("read_only", "readOnlyRootFilesystem", security);
        user(security);
        for (String option : ComposeValues.list(service.find("security_opt"))) {
            if (option.equals("no-new-privileges") || option.matches("no-new-privileges[:=]true")) {
                security.put("allowPrivilegeEscalation", Json.of(false));
            } else {
                warnings.add(path + "/security_opt", "Not mapped: \"" + option + "\".");
            }
        }
        Map<String, Json> capabilities = new LinkedHashMap<>();
        put(capabilities, "add", capabilities("cap_add"));
        put(capabilities, "drop", capabilities("cap_drop"));
        put(security, "capabilities", new Json.Fields(capabilities));
        return new Json.Fields(security);
    }

    private Json capabilities(String field) {
        return ComposeValues.items(ComposeValues.list(service.find(field)).stream()
                .map(capability -> capability.startsWith("CAP_") ? capability.substring(4) : capability)
                .toList());
    }

    private void user(Map<String, Json> security) {
        String user = ComposeValues.text(service.find("user"));
        if (user == null) {
            return;
        }
        if (!user.matches("[0-9]{1,9}(?::[0-9]{1,9})?")) {
            warnings.add(path + "/user", "Not mapped: Kubernetes takes users and groups by number.");
            return;
        }
        int colon = user.indexOf(':');
        security.put("runAsUser", Json.of(Integer.parseInt(colon < 0 ? user : user.substring(0, colon))));
        if (colon >= 0) {
            security.put("runAsGroup", Json.of(Integer.parseInt(user.substring(colon + 1))));
        }
    }
}
