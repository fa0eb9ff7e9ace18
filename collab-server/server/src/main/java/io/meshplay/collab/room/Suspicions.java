package io.meshplay.collab.room;

import io.meshplay.crdt.BlackBox;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * What the black boxes of dead processes say, remembered over starts. A hard kill at a bad moment names a healthy update
 * too, so one sequence is believed to kill only when a second process died at it; then it stays believed.
 */
final class Suspicions {
    private static final int BELIEVED_AFTER = 2;
    private static final String BOXES = "native-*.blackbox";

    private final Path directory;
    private final Path file;
    private final Properties deaths = new Properties();

    Suspicions(Path directory) throws IOException {
        this.directory = directory;
        this.file = directory.resolve("suspicions.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                deaths.load(reader);
            }
        }
    }

    /** {@return ranges to be read one by one, and single sequences that are not to be applied} */
    List<BlackBox.Suspect> read() throws IOException {
        Set<BlackBox.Suspect> named = new LinkedHashSet<>();
        if (Files.isDirectory(directory)) {
            try (var boxes = Files.newDirectoryStream(directory, BOXES)) {
                for (Path box : boxes) {
                    BlackBox.read(box).ifPresent(named::add);
                }
            }
        }
        List<BlackBox.Suspect> suspects = new ArrayList<>();
        for (BlackBox.Suspect suspect : named) {
            if (suspect.fromSequence() != suspect.toSequence()) {
                suspects.add(suspect);
            } else if (die(suspect) < BELIEVED_AFTER) {
                suspects.add(oneByOne(suspect));
            }
        }
        for (String key : deaths.stringPropertyNames()) {
            int at = key.lastIndexOf('/');
            long sequence = Long.parseLong(key.substring(at + 1));
            if (count(key) >= BELIEVED_AFTER) {
                suspects.addFirst(new BlackBox.Suspect(key.substring(0, at), sequence, sequence));
            }
        }
        return List.copyOf(suspects);
    }

    private static BlackBox.Suspect oneByOne(BlackBox.Suspect suspect) {
        return new BlackBox.Suspect(suspect.designId(), suspect.fromSequence(), suspect.toSequence() + 1);
    }

    private int die(BlackBox.Suspect suspect) throws IOException {
        String key = suspect.designId() + "/" + suspect.fromSequence();
        int count = count(key) + 1;
        deaths.setProperty(key, Integer.toString(count));
        Path fresh = directory.resolve("suspicions.new");
        try (Writer writer = Files.newBufferedWriter(fresh)) {
            deaths.store(writer, "updates at which native code or the process died, and how often");
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return count;
    }

    private int count(String key) {
        return Integer.parseInt(deaths.getProperty(key, "0"));
    }
}
