package io.meshplay.collab.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged at INFO and above while it is open. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** Begins to listen. */
    public LogLines() {
        setContext(root.getLoggerContext());
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            events.add(event);
        }
    }

    /** {@return the lines of one level, WARN or INFO or ERROR} */
    public List<String> of(String level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(Level.valueOf(level)))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    /** {@return the keys of each line of one level, as {@code designId=x task=y}} */
    public List<String> keys(String level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(Level.valueOf(level)))
                .map(event -> event.getKeyValuePairs() == null
                        ? ""
                        : event.getKeyValuePairs().stream()
                                .map(pair -> pair.key + "=" + pair.value)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
