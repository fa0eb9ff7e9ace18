package io.meshplay.load.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page of another site can make a browser send to a server on this machine. */
class ForeignPageTest extends RunningServer {
    private static final int ANSWER_MILLIS_MAX = 20_000;

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/designs", "POST,/api/v1/designs", "GET,/", "GET,/metrics"})
    @DisplayName("[INPUT-5] a foreign Origin is refused with 403 on REST")
    void foreignOrigin(String method, String path) throws IOException {
        assertThat(status(method + " " + path, host(), "Origin: http://evil.example"))
                .isEqualTo(403);
        assertThat(status(method + " " + path, host(), "Origin: null")).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/v1/designs", "POST,/api/v1/designs", "GET,/"})
    @DisplayName("[INPUT-5] a foreign Host is refused with 403 on REST")
    void foreignHost(String method, String path) throws IOException {
        assertThat(status(method + " " + path, "Host: evil.example:" + server().port()))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"/sync/anything", "/collab"})
    @DisplayName("[INPUT-6] a foreign Origin or Host is refused with 403 on WebSockets")
    void foreignSocket(String path) throws IOException {
        assertThat(upgrade(path, host(), "Origin: http://evil.example")).isEqualTo(403);
        assertThat(upgrade(path, "Host: evil.example", "Origin: http://evil.example"))
                .isEqualTo(403);
        assertThat(upgrade(path, "Host: evil.example:" + server().port())).isEqualTo(403);
    }

    @Test
    @DisplayName("[INPUT-7] programs without an Origin and the server's own pages are let in")
    void ownPages() throws IOException {
        assertThat(status("GET /api/v1/designs", host())).isEqualTo(200);
        assertThat(status("GET /api/v1/designs", host(), "Origin: " + server().base()))
                .isEqualTo(200);
        assertThat(status("GET /api/v1/designs", "Host: localhost:" + server().port()))
                .isEqualTo(200);
        assertThat(upgrade("/collab", host())).isEqualTo(101);
        assertThat(upgrade("/collab", host(), "Origin: " + server().base())).isEqualTo(101);
    }

    private String host() {
        return "Host: 127.0.0.1:" + server().port();
    }

    private int upgrade(String path, String... headers) throws IOException {
        var all = new String[headers.length + 4];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Connection: Upgrade";
        all[headers.length + 1] = "Upgrade: websocket";
        all[headers.length + 2] = "Sec-WebSocket-Version: 13";
        all[headers.length + 3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        return status("GET " + path, all);
    }

    /** Written to a plain socket: HTTP clients do not let one choose Host and Origin. */
    private int status(String request, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server().port())) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            var body = request.startsWith("POST") ? "{\"name\":\"x\"}" : "";
            var head = request + " HTTP/1.1\r\n" + String.join("\r\n", headers)
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            var line = reader.readLine();
            assertThat(line).as("status line of %s", request).startsWith("HTTP/1.1 ");
            return Integer.parseInt(line.substring(9, 12));
        }
    }
}
