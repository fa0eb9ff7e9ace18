package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SystemResourceTest {
    private final ApiServer server = new ApiServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("[API-31] the server is not ready while its store cannot be written, and lives all the same")
    void tellsItsHealth() {
        assertThat(server.get("/health/ready").status()).isEqualTo(200);

        server.store.fail(new StoreException.Unavailable("the disk is full", null));

        assertThat(server.get("/health/ready").status()).isEqualTo(503);
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    @DisplayName("[API-32] the metrics count requests by operation and status")
    void countsRequests() {
        server.get("/api/v1/designs/AAAAAAAAAAAAAAAAAAAAAA");

        assertThat(server.get("/metrics").text())
                .contains("meshplay_http_requests_seconds_count")
                .contains("route=\"/api/v1/designs/{designId}\"", "status=\"404\"");
    }

    @Test
    @DisplayName("[API-27] everybody is the local user")
    void tellsWhoOneIs() {
        assertThat(server.get("/api/v1/me").json().path("id").textValue()).isEqualTo("local");
    }
}
