package io.meshplay.models.convert.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every field of the Compose specification at the top of a file and of a service: mapped, or reported with the reason.
 * {@code docs/spec/compose.md} says what each is mapped to, and a test holds the two together.
 */
final class ComposeFields {
    static final Set<String> TOP_MAPPED = Set.of("name", "services", "volumes", "configs", "secrets");

    static final Map<String, String> TOP_REPORTED = Map.of(
            "version", "Compose ignores it too",
            "include", "other files are not read",
            "networks", "the pods of a cluster reach each other",
            "models", "Kubernetes knows no language models");

    static final Set<String> SERVICE_MAPPED = Set.of(
            "annotations",
            "cap_add",
            "cap_drop",
            "command",
            "configs",
            "cpus",
            "depends_on",
            "deploy",
            "dns",
            "dns_opt",
            "dns_search",
            "entrypoint",
            "environment",
            "expose",
            "extra_hosts",
            "group_add",
            "healthcheck",
            "hostname",
            "image",
            "ipc",
            "labels",
            "links",
            "mem_limit",
            "mem_reservation",
            "network_mode",
            "pid",
            "platform",
            "ports",
            "post_start",
            "pre_stop",
            "privileged",
            "pull_policy",
            "read_only",
            "restart",
            "runtime",
            "scale",
            "secrets",
            "security_opt",
            "shm_size",
            "stdin_open",
            "stop_grace_period",
            "sysctls",
            "tmpfs",
            "tty",
            "user",
            "volumes",
            "working_dir");

    static final Map<String, String> SERVICE_REPORTED = reported();

    private ComposeFields() {}

    private static Map<String, String> reported() {
        Map<String, String> reported = new LinkedHashMap<>();
        put(reported, "an image is needed, and nothing is built", "build", "develop");
        put(reported, "it is of the engine that runs containers, not of a pod", "attach", "blkio_config", "cgroup");
        put(reported, "it is of the engine that runs containers, not of a pod", "cgroup_parent", "cpuset", "init");
        put(
                reported,
                "it is of the engine that runs containers, not of a pod",
                "cpu_count",
                "cpu_percent",
                "cpu_shares");
        put(reported, "it is of the engine that runs containers, not of a pod", "cpu_quota", "cpu_period", "isolation");
        put(reported, "it is of the engine that runs containers, not of a pod", "cpu_rt_period", "cpu_rt_runtime");
        put(reported, "it is of the engine that runs containers, not of a pod", "device_cgroup_rules", "logging");
        put(reported, "it is of the engine that runs containers, not of a pod", "mem_swappiness", "memswap_limit");
        put(reported, "it is of the engine that runs containers, not of a pod", "oom_kill_disable", "oom_score_adj");
        put(reported, "it is of the engine that runs containers, not of a pod", "pids_limit", "storage_opt", "ulimits");
        put(reported, "it is of the engine that runs containers, not of a pod", "userns_mode", "uts", "use_api_socket");
        put(reported, "other files are not read", "env_file", "label_file", "extends");
        put(reported, "a device needs a plug-in of the cluster", "devices", "gpus");
        put(reported, "a pod's name is the cluster's", "container_name", "mac_address", "domainname");
        put(reported, "the pods of a cluster reach each other", "networks", "external_links");
        put(reported, "every service is read", "profiles");
        put(reported, "Kubernetes refreshes images when pods start", "pull_refresh_after");
        put(reported, "Kubernetes sends SIGTERM or what the image says", "stop_signal");
        put(reported, "containers of other pods share no volumes", "volumes_from");
        put(reported, "it is Windows' own", "credential_spec");
        put(reported, "it names a program of the machine", "provider");
        put(reported, "Kubernetes knows no language models", "models");
        return reported;
    }

    private static void put(Map<String, String> reported, String reason, String... fields) {
        for (String field : fields) {
            reported.put(field, reason);
        }
    }
}
