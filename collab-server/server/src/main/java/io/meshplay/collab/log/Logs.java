package io.meshplay.collab.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door to the log: one appender to standard error, for people or for machines. */
public final class Logs {
    /** What tells twice what we tell once: a lost Redis is one line of ours, and of Lettuce one for each connection. */
    private static final List<String> QUIET = List.of("io.lettuce");

    private static final String OURS = "io.meshplay";

    private Logs() {}

    /**
     * Sets up the log of this process; does nothing where another back end or a configuration file of the operator's
     * own is in use.
     *
     * @param json one JSON object a line; else lines for people
     * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}, of our own loggers; others
     *     log warnings and errors
     */
    public static void configure(boolean json, String level) {
        if (System.getProperty("logback.configurationFile") != null
                || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        LineEncoder encoder = new LineEncoder(json);
        encoder.setContext(context);
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger(OURS).setLevel(Level.toLevel(level, Level.INFO));
        QUIET.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
    }
}
