package io.meshplay.collab.cli;

import io.meshplay.models.convert.DesignImporter;
import io.meshplay.models.convert.ImportResult;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Reads the design that a command names; what the system refuses is a refusal too. */
final class DesignFile {
    private DesignFile() {}

    static ImportResult read(Path in) {
        try {
            return new DesignImporter(new SecureRandom()).read(in);
        } catch (IOException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : "the system says no";
            return new ImportResult.Refused(
                    new ImportRefusal(Kind.UNREADABLE, "It cannot be read: " + why + ".", 0, 0));
        } catch (UncheckedIOException e) {
            return new ImportResult.Refused(
                    new ImportRefusal(Kind.UNREADABLE, "What renders it cannot be run: " + e.getMessage() + ".", 0, 0));
        }
    }
}
