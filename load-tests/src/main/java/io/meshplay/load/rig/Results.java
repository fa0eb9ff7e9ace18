package io.meshplay.load.rig;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;

/** Measured figures as files in {@code load-tests/results}, each with when and on what they were measured. */
public final class Results {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Results() {}

    /**
     * Writes {@code <name>.json}, replacing an older one.
     *
     * @return the file
     */
    public static Path write(String name, Object plan, Object result) {
        var file = Workspace.loadTests().resolve("results").resolve(name + ".json");
        var whole = new LinkedHashMap<String, Object>();
        whole.put("measuredAt", Instant.now().toString());
        whole.put("machine", machine());
        whole.put("plan", plan);
        whole.put("result", result);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writeValueAsString(whole) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private static String machine() {
        return "%s %s, %d cores, Java %s"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version());
    }
}
