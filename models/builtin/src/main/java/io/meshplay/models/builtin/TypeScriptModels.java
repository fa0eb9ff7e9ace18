package io.meshplay.models.builtin;

import io.meshplay.models.design.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads kinds from a package of TypeScript models: {@code group/version/Kind.d.ts}. All stand in namespaces. */
final class TypeScriptModels {
    private static final Pattern FILE =
            Pattern.compile("([^/]+\\.[^/]+)/(v[0-9][a-z0-9]*)/([A-Z][A-Za-z0-9]*)\\.d\\.ts");

    private TypeScriptModels() {}

    static boolean wanted(String path, Source source) {
        Matcher name = FILE.matcher(path);
        return name.matches()
                && source.files().stream().anyMatch(group -> name.group(1).endsWith(group));
    }

    static List<Kind> read(Map<String, byte[]> files) throws NotMadeException {
        List<Kind> kinds = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Matcher name = FILE.matcher(file.getKey());
            if (!name.matches()) {
                throw new NotMadeException(file.getKey() + " names no kind");
            }
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            Json.Fields schema = TypeScriptReader.read(file.getKey(), text);
            kinds.add(new Kind(name.group(1), name.group(2), name.group(3), "", true, true, schema));
        }
        return kinds;
    }
}
