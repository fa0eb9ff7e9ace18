package io.meshplay.models.archive;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What a reader handed out and refused. */
final class Collected implements ArchiveSink {
    final Map<String, String> entries = new TreeMap<>();
    final Map<String, String> refused = new TreeMap<>();

    @Override
    public void entry(String path, byte[] content) {
        entries.put(path, new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public void refused(String path, Why why, String reason) {
        refused.put(path, reason);
    }
}
