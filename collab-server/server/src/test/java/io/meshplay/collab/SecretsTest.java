package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tokens come by every door, right and wrong ones, while everything is logged. */
final class SecretsTest {
    private static final String ADMIN = "correct-horse-battery-staple";

    @TempDir
    Path data = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.meshplay");
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final @Nullable Level level = logger.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs() + " "
                    + (event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage()));
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(logger.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        logger.setLevel(Level.TRACE);
    }

    @AfterEach
    void stop() {
        logger.setLevel(level);
        root.detachAppender(appender);
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[OPS-2] no token is logged, right or wrong, by whatever door it came")
    void logsNoToken() {
        String wrong = "wrong-token-wrong-token-wrong-token-wrong-t";
        String token;
        try (var server = new RunningServer(data, new NetworkOptions(true, List.of(), ADMIN))) {
            String designId = server.design("Secret");
            token = server.json("POST", "/api/v1/designs/" + designId + "/links", "{\"role\":\"viewer\"}")
                    .path("token")
                    .textValue();
            var client = vertx.createWebSocketClient();
            for (String one : List.of(token, wrong)) {
                var sync = client.webSocket();
                WireClient wire = WireClient.sync(sync);
                Outcome.of(sync.connect(server.port(), "127.0.0.1", "/sync/" + designId + "?token=" + one));
                var collab = client.webSocket();
                WireClient hocuspocus = WireClient.collab(collab, designId);
                Outcome.of(collab.connect(server.port(), "127.0.0.1", "/collab"));
                hocuspocus.authenticate(one, "4.8.0");
                hocuspocus.await(one.equals(token) ? "authenticated" : "denied");
                if (one.equals(token)) {
                    wire.await("step1");
                }
                server.send("GET", "/api/v1/designs?token=" + one, "", "Authorization", "Bearer " + one);
                server.send("GET", "/nowhere?token=" + one, "");
            }
            for (String one : List.of(ADMIN, wrong)) {
                server.send("GET", "/api/v1/admin/rooms", "", "Authorization", "Bearer " + one);
            }
            LoggerFactory.getLogger("io.meshplay.collab.SecretsTest").trace("the appender listens");
            Outcome.of(client.close());
        }

        assertThat(lines).anyMatch(line -> line.contains("the appender listens"));
        assertThat(lines).noneMatch(line -> line.contains(token) || line.contains(wrong) || line.contains(ADMIN));
    }
}
