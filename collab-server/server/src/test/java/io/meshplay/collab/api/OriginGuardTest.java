package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private final OriginGuard trusting =
            OriginGuard.trusting(() -> 8080, "10.0.0.5", List.of("https://meshplay.example", "http://inside:9000"));

    @ParameterizedTest
    @DisplayName("[OPS-7] a trusted network's server answers to public URLs, its address, and addresses in numbers")
    @CsvSource({
        "localhost:8080, http://localhost:8080",
        "10.0.0.5:8080, http://10.0.0.5:8080",
        "192.168.7.7:32000, http://192.168.7.7:32000",
        "[fd00::1]:8080, http://[fd00::1]:8080",
        "meshplay.example, https://meshplay.example",
        "meshplay.example:443, https://meshplay.example",
        "inside:9000, http://inside:9000",
        "10.0.0.5:8080, https://meshplay.example"
    })
    void trustsItsNames(String host, String origin) {
        assertThat(trusting.allows(host, null)).isTrue();
        assertThat(trusting.allows(host, origin)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("[OPS-7] a name that is none of these is refused: so shows a page that was rebound by DNS")
    @ValueSource(
            strings = {"evil.example:8080", "inside:8080", "meshplay.example:8080", "", "1.2.3.4.evil.example", "7"})
    void refusesForeignNames(String host) {
        assertThat(trusting.allows(host, null)).isFalse();
        assertThat(trusting.allows("10.0.0.5:8080", "http://" + host)).isFalse();
    }

    @ParameterizedTest
    @DisplayName("[OPS-7] a page at another address in numbers, or under another scheme, is foreign")
    @CsvSource({
        "10.0.0.5:8080, http://6.6.6.6:8080",
        "10.0.0.6:8080, http://10.0.0.6:9999",
        "meshplay.example, http://meshplay.example",
        "10.0.0.6:8080, https://10.0.0.6:8080",
        "10.0.0.6:8080, null"
    })
    void refusesForeignPages(String host, String origin) {
        assertThat(trusting.allows(host, origin)).isFalse();
    }

    @Test
    @DisplayName("[API-3] on port 80 the port may be left out")
    void knowsTheDefaultPort() {
        OriginGuard standard = OriginGuard.loopback(() -> 80);

        assertThat(standard.allows("localhost", "http://localhost")).isTrue();
        assertThat(standard.allows("localhost:80", "http://127.0.0.1:80")).isTrue();
    }
}
