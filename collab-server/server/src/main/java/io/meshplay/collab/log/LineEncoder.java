package io.meshplay.collab.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line, whatever its text holds: a name or a foreign message with a line break in it cannot pass
 * for an event of its own. Keys are the glossary's words.
 *
 * <pre>
 * 2026-11-25T16:53:12.120Z WARN  Room - the store is away: acknowledgements wait designId=k3… sequence=57
 * {"time":"2026-11-25T16:53:12.120Z","level":"WARN","logger":"Room","thread":"…","message":"…","designId":"k3…","sequence":57}
 * </pre>
 *
 * An exception follows its line for people, indented; for machines it is the field {@code exception}.
 */
final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final int FRAMES_MAX = 12;
    private static final int CAUSES_MAX = 5;

    private final boolean json;

    LineEncoder(boolean json) {
        this.json = json;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return (json ? jsonLine(event) : textLine(event)).getBytes(StandardCharsets.UTF_8);
    }

    private static String time(ILoggingEvent event) {
        return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    private static String logger(ILoggingEvent event) {
        String name = event.getLoggerName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<KeyValuePair> pairs(ILoggingEvent event) {
        return Objects.requireNonNullElse(event.getKeyValuePairs(), List.of());
    }

    private static String jsonLine(ILoggingEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("time", time(event));
        line.put("level", event.getLevel().toString());
        line.put("logger", logger(event));
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        for (KeyValuePair pair : pairs(event)) {
            switch (pair.value) {
                case Integer number -> line.put(pair.key, number);
                case Long number -> line.put(pair.key, number);
                case Boolean flag -> line.put(pair.key, flag);
                case null, default -> line.put(pair.key, String.valueOf(pair.value));
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("exception", trace(thrown));
        }
        return line + "\n";
    }

    private static String textLine(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        line.append(time(event)).append(' ').append(event.getLevel());
        line.append(" ".repeat(Math.max(1, 6 - event.getLevel().toString().length())));
        line.append(logger(event)).append(" - ").append(oneLine(event.getFormattedMessage()));
        for (KeyValuePair pair : pairs(event)) {
            line.append(' ').append(pair.key).append('=').append(quoted(pair.value));
        }
        line.append('\n');
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            trace(thrown)
                    .lines()
                    .forEach(row -> line.append("    ").append(oneLine(row)).append('\n'));
        }
        return line.toString();
    }

    private static String quoted(@Nullable Object value) {
        String text = oneLine(String.valueOf(value));
        return text.isEmpty() || text.contains(" ") || text.contains("\"")
                ? '"' + text.replace("\"", "\\\"") + '"'
                : text;
    }

    private static String oneLine(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            boolean breaks = Character.isISOControl(point)
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            if (breaks) {
                line.append(point == '\n' ? "\\n" : String.format("\\u%04x", point));
            } else {
                line.appendCodePoint(point);
            }
        });
        return line.toString();
    }

    private static String trace(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        IThrowableProxy cause = thrown;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            text.append(depth == 0 ? "" : "caused by ").append(cause.getClassName());
            text.append(": ").append(cause.getMessage()).append('\n');
            StackTraceElementProxy[] frames = cause.getStackTraceElementProxyArray();
            for (int i = 0; i < Math.min(frames.length, FRAMES_MAX); i++) {
                text.append("  ").append(frames[i].getSTEAsString()).append('\n');
            }
            cause = cause.getCause();
        }
        return text.toString();
    }
}
