package io.meshplay.models.convert.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of the child process: Helm's own engine, Go code that a hostile chart may crash, kept out of the machine that
 * serves. Writes its answer into a file; the exit code is 0 for an answer, 64 for a chart that Helm refuses.
 */
public final class HelmChild {
    static final String ANSWER = "answer";
    static final String COMPLAINT = "complaint";
    /** No code that a Java machine ends with by itself: without memory that is 3. */
    static final int EXIT_REFUSED = 64;

    private HelmChild() {}

    /**
     * Renders or lints.
     *
     * @param arguments {@code template} or {@code lint}, the chart's directory, the release's name
     */
    public static void main(String[] arguments) throws IOException {
        Helm helm = new Helm(Path.of(arguments[1]).toAbsolutePath());
        int exitCode = 0;
        try {
            String answer = arguments[0].equals("lint")
                    ? lint(helm)
                    : helm.template()
                            .withName(arguments[2])
                            .withNamespace("default")
                            .call();
            Files.writeString(Path.of(ANSWER), answer == null ? "" : answer);
        } catch (IllegalStateException e) {
            Files.writeString(Path.of(COMPLAINT), String.valueOf(e.getMessage()));
            exitCode = EXIT_REFUSED;
        }
        // The engine's threads are not ours to end; nothing is left to do that could be lost.
        Runtime.getRuntime().halt(exitCode);
    }

    private static String lint(Helm helm) {
        LintResult result = helm.lint().call();
        return (result.isFailed() ? "failed\n" : "passed\n") + String.join("\n", result.getMessages());
    }
}
