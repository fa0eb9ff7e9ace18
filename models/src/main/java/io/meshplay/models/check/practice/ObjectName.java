package io.meshplay.models.check.practice;

import java.util.Set;
import java.util.regex.Pattern;

/** Names that Kubernetes gives objects. */
final class ObjectName {
    private static final Set<String> LABELS = Set.of("Namespace", "Service");
    private static final Set<String> OPEN = Set.of("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern SEGMENT = Pattern.compile("[^/%]{1,253}");
    private static final Pattern LABEL_VALUE = Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");
    private static final int LENGTH_MAX = 253;

    private ObjectName() {}

    static boolean isValid(String kind, String name) {
        if (name.length() > LENGTH_MAX) {
            return false;
        }
        if (OPEN.contains(kind)) {
            return SEGMENT.matcher(name).matches() && !name.equals(".") && !name.equals("..");
        }
        return (LABELS.contains(kind) ? LABEL : SUBDOMAIN).matcher(name).matches();
    }

    static boolean isLabelValue(String value) {
        return value.length() <= LENGTH_MAX && LABEL_VALUE.matcher(value).matches();
    }
}
