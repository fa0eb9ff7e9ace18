package io.meshplay.collab;

import io.meshplay.collab.cli.ServerCommand;
import io.meshplay.collab.cli.ServerOptions;
import io.meshplay.collab.log.Logs;
import io.meshplay.collab.presence.RedisRefusedException;
import io.meshplay.collab.store.StoreException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int EXIT_FAILED = 1;
    private static final int EXIT_PORT_IN_USE = 3;
    private static final int EXIT_DATA = 4;

    private static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private static final PrintWriter ERR = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

    private Main() {}

    /** Runs the command line; the process ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(ServerCommand.run(Main::serve, new StoreWork(OUT, ERR), OUT, ERR, arguments));
    }

    /** Serves until the process is told to stop. */
    private static int serve(ServerOptions options) throws InterruptedException {
        Logs.configure(options.log().json(), options.log().level());
        if (options.network().trusted()) {
            warnOfTrust(options);
        }
        Wiring wiring;
        try {
            wiring = Wiring.start(options).await();
        } catch (RuntimeException e) {
            return failed(options, e);
        } catch (Throwable e) {
            return failed(options, new IllegalStateException(e));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    wiring.close().await();
                    ERR.println("Meshplay has stopped; everything acknowledged is saved.");
                    stopped.countDown();
                }));
        OUT.println("Meshplay is ready: http://" + options.host() + ":" + wiring.port());
        stopped.await();
        return 0;
    }

    /** An event, not only words on the terminal: whoever collects the log must see it. */
    private static void warnOfTrust(ServerOptions options) {
        LOG.atWarn()
                .addKeyValue("host", options.host())
                .addKeyValue("port", options.port())
                .log("TRUSTING THE NETWORK: there is no sign-in, so whoever reaches this port reads, edits and deletes"
                        + " every design. Use it in a network where that is right, and nowhere else.");
    }

    private static int failed(ServerOptions options, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                ERR.println("meshplay: port " + options.port()
                        + " is in use: stop what listens there or choose another with --port");
                return EXIT_PORT_IN_USE;
            }
            if (cause instanceof RedisRefusedException refused) {
                ERR.println("meshplay: " + refused.getMessage());
                return EXIT_DATA;
            }
            if (cause instanceof StoreException refused) {
                ERR.println("meshplay: " + refused.getMessage());
                return EXIT_DATA;
            }
        }
        LOG.error("the server does not start", failure);
        return EXIT_FAILED;
    }
}
