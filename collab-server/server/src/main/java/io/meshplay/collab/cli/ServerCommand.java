package io.meshplay.collab.cli;

import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the server: reads and checks the options, then hands them to a {@link Starter}. */
@Command(
        name = "meshplay",
        description = "Serves live, durable design documents to browsers and to Yjs programs.",
        versionProvider = ServerVersion.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped as asked",
            "1:failed for a reason that the log names",
            "2:an argument is wrong",
            "3:the port is in use",
            "4:the data directory is unusable, locked or of a newer format"
        })
public final class ServerCommand implements Callable<Integer> {
    /** Exit code of a wrong argument. */
    public static final int EXIT_USAGE = 2;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private final Starter starter;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "8080",
            description = "The port to listen on; 0 takes any free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--host",
            paramLabel = "<address>",
            defaultValue = "127.0.0.1",
            description = "The loopback address to listen on. Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--data",
            paramLabel = "<directory>",
            defaultValue = "./data",
            description = "Where designs are kept; made if missing. Default: ${DEFAULT-VALUE}")
    private String data = "";

    @Option(names = "--no-samples", description = "Do not open sample designs on first start.")
    private boolean noSamples;

    @Mixin
    private final ClusterArguments cluster = new ClusterArguments();

    private ServerCommand(Starter starter) {
        this.starter = starter;
    }

    /**
     * Runs the command line.
     *
     * @param out where help and version go
     * @param err where the one line goes that says what is wrong with an argument
     * @return the exit code of the process; {@value #EXIT_USAGE} for a wrong argument, else what the starter answers
     */
    public static int run(Starter starter, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new ServerCommand(starter))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, _) -> refuse(failure, err))
                .setExecutionExceptionHandler((failure, _, _) -> fail(failure, err))
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        return starter.start(options());
    }

    private ServerOptions options() {
        if (port < 0 || port > 65_535) {
            throw wrong("--port is " + port + ", must be 0 to 65535");
        }
        if (!LOOPBACK.contains(host)) {
            throw wrong("--host is " + host + ", must be a loopback address (127.0.0.1, ::1 or localhost):"
                    + " listening elsewhere needs sign-in, which this version does not have");
        }
        if (data.isBlank()) {
            throw wrong("--data is empty, must name a directory");
        }
        try {
            return new ServerOptions(host, port, Path.of(data), !noSamples, cluster.options(System.getenv()));
        } catch (InvalidPathException e) {
            throw wrong("--data is no path of this system: " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static int refuse(ParameterException failure, PrintWriter err) {
        String reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong arguments");
        err.println("meshplay: " + reason + " (see meshplay --help)");
        err.flush();
        return EXIT_USAGE;
    }

    /** The starter names its own failures by exit code; what comes here is a bug and keeps its trace. */
    private static int fail(Exception failure, PrintWriter err) {
        failure.printStackTrace(err);
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
