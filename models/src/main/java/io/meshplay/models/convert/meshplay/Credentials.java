package io.meshplay.models.convert.meshplay;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Removes the credentials of those who exported a design: old files carry the registrant's connection with its client
 * key. What users configure is theirs, and stays.
 */
public final class Credentials {
    private static final Set<String> CONNECTIONS =
            Set.of("registrant", "connection", "connections", "credential", "credentials");
    private static final Set<String> CONFIGURATIONS = Set.of("configuration", "settings");
    private static final Pattern SECRET = Pattern.compile(
            ".*(?:secret|passw|token|privatekey|apikey|accesskey|bearer|kubeconfig|clientkey|clientcertificate).*"
                    + "|certificateauthoritydata|auth(?:orization)?data");

    /** Names that mean one thing wherever they stand. */
    private static final Set<String> KUBECONFIG =
            Set.of("clientcertificatedata", "clientkeydata", "certificateauthoritydata");

    private final Warnings warnings;

    /** Reports into these. */
    public Credentials(Warnings warnings) {
        this.warnings = warnings;
    }

    /** {@return the file without them} */
    public Json.Fields removed(Json.Fields design) {
        return removed(design, "", false);
    }

    private Json removed(Json json, String path, boolean connection) {
        return switch (json) {
            case Json.Fields fields -> removed(fields, path, connection);
            case Json.Items(List<Json> items) -> {
                List<Json> kept = new ArrayList<>();
                for (int i = 0; i < items.size(); i++) {
                    kept.add(removed(items.get(i), Pointer.child(path, i), connection));
                }
                yield new Json.Items(kept);
            }
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    private Json.Fields removed(Json.Fields fields, String path, boolean connection) {
        Map<String, Json> kept = new LinkedHashMap<>();
        fields.values().forEach((key, value) -> {
            String child = Pointer.child(path, key);
            String plain = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            if (isSecret(plain, value, connection)) {
                warnings.add(child, "A credential of whoever exported the design; it is removed. Consider it leaked.");
            } else if (CONFIGURATIONS.contains(key)) {
                kept.put(key, value);
            } else {
                kept.put(key, removed(value, child, connection || CONNECTIONS.contains(plain)));
            }
        });
        return new Json.Fields(kept);
    }

    private static boolean isSecret(String key, Json value, boolean connection) {
        boolean says = !(value instanceof Json.Nil) && !Json.of("").equals(value) && !(value instanceof Json.Flag);
        return says
                && (KUBECONFIG.contains(key)
                        || (connection && SECRET.matcher(key).matches()));
    }
}
