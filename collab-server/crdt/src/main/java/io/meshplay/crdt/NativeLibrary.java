package io.meshplay.crdt;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Unpacks the native library of this platform from the jar and loads it.
 *
 * <p>The file lies in a fresh temporary directory that only this user may enter, is read back before it is loaded, and
 * is deleted on exit.
 */
final class NativeLibrary {
    private static final String NAME = "meshplay_yrs_jni";

    private NativeLibrary() {}

    @SuppressWarnings("restricted")
    static void load() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        String resource = "META-INF/rust-libs/" + platform + "/" + System.mapLibraryName(NAME);
        try (InputStream packed = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (packed == null) {
                throw new UnsatisfiedLinkError("meshplay-crdt holds no native library for " + platform + " (looked for "
                        + resource + "); build collab-server/crdt on such a machine, see its README");
            }
            System.load(unpack(packed.readAllBytes()).toString());
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("cannot unpack the native library for " + platform);
            error.initCause(e);
            throw error;
        }
    }

    /** The directory that rust-maven-plugin copies the library of this platform to. */
    static String platform(String os, String architecture) {
        String system = os.toLowerCase(Locale.ROOT);
        String processor = architecture.toLowerCase(Locale.ROOT);
        return (system.startsWith("mac") ? "darwin" : system.replace(' ', '_'))
                + "-"
                + switch (processor) {
                    case "amd64", "x86_64" -> "x86-64";
                    case "arm64" -> "aarch64";
                    default -> processor;
                };
    }

    private static Path unpack(byte[] library) throws IOException {
        // createTempDirectory and createTempFile make what only this user may enter and read
        Path directory = Files.createTempDirectory("meshplay-crdt");
        directory.toFile().deleteOnExit();
        Path file = directory.resolve(System.mapLibraryName(NAME));
        file.toFile().deleteOnExit();
        Files.write(file, library);
        if (!Arrays.equals(Files.readAllBytes(file), library)) {
            throw new IOException("the unpacked library differs from the packed one");
        }
        return file;
    }
}
