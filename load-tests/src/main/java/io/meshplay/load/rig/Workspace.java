package io.meshplay.load.rig;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the source tree; the rig runs what the build made there. */
public final class Workspace {
    private static final Path ROOT = findRoot(Path.of("").toAbsolutePath());

    private Workspace() {}

    /** The directory of the repository. */
    public static Path root() {
        return ROOT;
    }

    /** The directory of this module. */
    public static Path loadTests() {
        return ROOT.resolve("load-tests");
    }

    /** What the option of a bench names, or else a directory of the shared fixtures, which need not be there. */
    public static Path fixtures(String named, String fixture) {
        return named.isEmpty()
                ? ROOT.resolveSibling("shared").resolve("fixtures").resolve(fixture)
                : Path.of(named);
    }

    /** The runnable server; `-Dmeshplay.jar=` names another. */
    public static Path serverJar() {
        var named = System.getProperty("meshplay.jar");
        var jar = named == null
                ? ROOT.resolve("collab-server/server/target/meshplay-server/meshplay-server.jar")
                : Path.of(named);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no server at " + jar + ": build it with mvn package");
        }
        return jar;
    }

    private static Path findRoot(Path from) {
        for (var at = from; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("load-tests")) && Files.isDirectory(at.resolve("collab-server"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside the repository: " + from);
    }
}
