package io.meshplay.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.load.rig.Workspace;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of this folder. */
final class Infra {
    static final Path ROOT = Workspace.root();

    private static final Path FOLDER = ROOT.resolve("infra");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Infra() {}

    static Path path(String name) {
        return FOLDER.resolve(name);
    }

    /** Where a program that runs beside a test writes. */
    static File log(String name) {
        return path("target").resolve(name + ".log").toFile();
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return each document of a YAML text as JSON; empty ones are left out} */
    static List<JsonNode> yaml(String text) {
        List<JsonNode> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (document != null) {
                documents.add(JSON.valueToTree(document));
            }
        }
        return documents;
    }

    /** The path of a program that programs.sh makes. */
    static String program(String name) {
        Run made = Run.of(path("programs.sh").toString(), name);
        if (made.code() != 0) {
            throw new IllegalStateException("programs.sh " + name + ": " + made.said());
        }
        return made.output().strip();
    }
}
