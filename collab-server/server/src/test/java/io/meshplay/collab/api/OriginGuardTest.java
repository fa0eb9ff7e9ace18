package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
    private final OriginGuard guard = OriginGuard.loopback(() -> 8080);

    @ParameterizedTest
    @DisplayName("[API-3] each name of the server's address is its Host, with its port")
    @ValueSource(strings = {"127.0.0.1:8080", "localhost:8080", "LocalHost:8080", "[::1]:8080"})
    void allowsItsNames(String host) {
        assertThat(guard.allows(host, null)).isTrue();
        assertThat(guard.allows("127.0.0.1:8080", "http://" + host)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("[API-3] anything else is not, and not its Origin either")
    @ValueSource(
            strings = {
                "",
                "localhost",
                "localhost:80",
                "localhost:8080.",
                "localhost.:8080",
                "localhost:08080",
                "evil.example:8080",
                "127.0.0.1:8080@evil.example",
                "evil.example/127.0.0.1:8080",
                " localhost:8080",
                "127.1:8080",
                "2130706433:8080",
                "0.0.0.0:8080",
                "[::]:8080",
                "localhost:8080,evil.example"
            })
    void refusesOthers(String host) {
        assertThat(guard.allows(host, null)).isFalse();
        assertThat(guard.allows("127.0.0.1:8080", "http://" + host)).isFalse();
    }

    @Test
    @DisplayName("[API-3] a missing Host is refused; [API-4] a missing Origin is not")
    void tellsMissingOnesApart() {
        assertThat(guard.allows(null, null)).isFalse();
        assertThat(guard.allows("127.0.0.1:8080", "null")).isFalse();
    }

    @Test
    @DisplayName("[API-3] on port 80 the port may be left out")
    void knowsTheDefaultPort() {
        OriginGuard standard = OriginGuard.loopback(() -> 80);

        assertThat(standard.allows("localhost", "http://localhost")).isTrue();
        assertThat(standard.allows("localhost:80", "http://127.0.0.1:80")).isTrue();
    }
}
