package io.meshplay.collab.cli;

import io.meshplay.collab.node.ClusterOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
            "4:the data directory, database, Redis or backup is unusable, locked or of a newer format",
            "5:a store or a backup is damaged; the lines before name the place",
            "6:native code did not come back (--native-deadline); native-overdue-* in the data directory say what it did"
        })
public final class ServerCommand implements Callable<Integer> {
    /** Exit code of a wrong argument. */
    public static final int EXIT_USAGE = 2;

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");
    private static final Pattern PUBLIC_URL =
            Pattern.compile("https?://([a-zA-Z0-9.-]+|\\[[0-9a-fA-F:.]+])(:[0-9]{1,5})?");
    private static final Pattern ADMIN_TOKEN = Pattern.compile("[\\x21-\\x7e]{16,}");

    /** Less would end the process over a large design on a busy machine. */
    private static final int DEADLINE_SECONDS_MIN = 5;

    private static final int DEADLINE_SECONDS_MAX = 3_600;

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
            description = "The address to listen on; one that is not loopback needs --trust-network."
                    + " Default: ${DEFAULT-VALUE}")
    private String host = "";

    @Option(
            names = "--data",
            paramLabel = "<directory>",
            defaultValue = "./data",
            description = "Where designs are kept; made if missing. Default: ${DEFAULT-VALUE}")
    private String data = "";

    @Option(names = "--no-samples", description = "Do not open sample designs on first start.")
    private boolean noSamples;

    @Option(
            names = "--trust-network",
            description = "Let --host be any address. There is no sign-in: whoever reaches the port owns every design.")
    private boolean trustNetwork;

    @Option(
            names = "--public-url",
            paramLabel = "<url>",
            description = "With --trust-network: an address under which browsers or programs reach the server, as"
                    + " https://meshplay.example; may be given several times. Addresses in numbers need none.")
    private List<String> publicUrls = new ArrayList<>();

    @Option(
            names = "--admin-token-file",
            paramLabel = "<file>",
            description = "With --trust-network: holds the token that the admin routes ask for. Or set"
                    + " MESHPLAY_ADMIN_TOKEN.")
    private @Nullable Path adminTokenFile;

    @Option(
            names = "--registry",
            paramLabel = "<path>",
            description = "Models, components and relationships in place of the built-in ones: a registry, or a"
                    + " directory, archive or file of definitions.")
    private @Nullable Path registry;

    @Option(
            names = "--log-format",
            paramLabel = "<format>",
            defaultValue = "text",
            description = "text for people, json for machines: one object a line. Default: ${DEFAULT-VALUE}")
    private String logFormat = "";

    @Option(
            names = "--log-level",
            paramLabel = "<level>",
            defaultValue = "${env:MESHPLAY_LOG:-info}",
            description = "error, warn, info, debug or trace. Default: info, or MESHPLAY_LOG")
    private String logLevel = "";

    @Option(
            names = "--native-deadline",
            paramLabel = "<seconds>",
            defaultValue = "30",
            description = "When native code that does not come back from a design ends the process with exit code 6, so"
                    + " that a restart serves the others; 5 to 3600, 0 for never. Default: ${DEFAULT-VALUE}")
    private int nativeDeadline;

    @Mixin
    private final StorageArguments storage = new StorageArguments();

    @Mixin
    private final ClusterArguments cluster = new ClusterArguments();

    private ServerCommand(Starter starter) {
        this.starter = starter;
    }

    /**
     * Runs the command line.
     *
     * @param starter serves
     * @param tasks what is done with a store instead
     * @param out where help and version go
     * @param err where the one line goes that says what is wrong with an argument
     * @return the exit code of the process; {@value #EXIT_USAGE} for a wrong argument, else what the starter answers
     */
    public static int run(Starter starter, StoreTasks tasks, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new ServerCommand(starter))
                .addSubcommand(new StoreCommand.Backup(tasks))
                .addSubcommand(new StoreCommand.Restore(tasks))
                .addSubcommand(new StoreCommand.Verify(tasks))
                .addSubcommand(new DesignCommand())
                .addSubcommand(new RegistryCommand())
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
        if (!trustNetwork && !LOOPBACK.contains(host)) {
            throw wrong("--host is " + host + ", must be a loopback address (127.0.0.1, ::1 or localhost):"
                    + " listening elsewhere needs sign-in, which this version does not have, or --trust-network");
        }
        if (host.isBlank()) {
            throw wrong("--host is empty, must be an address");
        }
        if (data.isBlank()) {
            throw wrong("--data is empty, must name a directory");
        }
        try {
            ClusterOptions nodes = cluster.options(System.getenv());
            return new ServerOptions(
                    host,
                    port,
                    Path.of(data),
                    !noSamples,
                    storage.options(System.getenv(), nodes != null),
                    network(),
                    log(),
                    nativeDeadline(),
                    registry,
                    nodes);
        } catch (InvalidPathException e) {
            throw wrong("--data is no path of this system: " + e.getReason());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private NetworkOptions network() {
        if (!trustNetwork && (!publicUrls.isEmpty() || adminTokenFile != null)) {
            throw wrong("--public-url and --admin-token-file go with --trust-network");
        }
        for (String url : publicUrls) {
            if (!PUBLIC_URL.matcher(url).matches()) {
                throw wrong("--public-url is " + url + ", must be http:// or https://, a name and perhaps a port");
            }
        }
        return new NetworkOptions(trustNetwork, publicUrls, trustNetwork ? adminToken() : null);
    }

    private @Nullable String adminToken() {
        Path file = adminTokenFile;
        String token;
        try {
            token = file == null
                    ? System.getenv("MESHPLAY_ADMIN_TOKEN")
                    : Files.readString(file).strip();
        } catch (IOException e) {
            throw wrong("--admin-token-file cannot be read: " + e.getMessage());
        }
        if (token != null && !ADMIN_TOKEN.matcher(token).matches()) {
            throw wrong("the admin token must be at least 16 printable characters without spaces");
        }
        return token;
    }

    private Duration nativeDeadline() {
        if (nativeDeadline != 0 && (nativeDeadline < DEADLINE_SECONDS_MIN || nativeDeadline > DEADLINE_SECONDS_MAX)) {
            throw wrong("--native-deadline is " + nativeDeadline + ", must be 0 or " + DEADLINE_SECONDS_MIN + " to "
                    + DEADLINE_SECONDS_MAX + " seconds");
        }
        return Duration.ofSeconds(nativeDeadline);
    }

    private LogOptions log() {
        if (!logFormat.equals("text") && !logFormat.equals("json")) {
            throw wrong("--log-format is " + logFormat + ", must be text or json");
        }
        String level = logLevel.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw wrong("--log-level is " + logLevel + ", must be error, warn, info, debug or trace");
        }
        return new LogOptions(logFormat.equals("json"), level);
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
