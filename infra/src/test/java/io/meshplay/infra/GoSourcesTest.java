package io.meshplay.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoSourcesTest {

    @Test
    void areFormatted() {
        Run run = Run.of(
                "gofmt",
                "-l",
                Infra.path("testcluster").toString(),
                Infra.path("compose/check").toString());

        assertThat(run.code()).as(run.said()).isZero();
        assertThat(run.output()).as("files to format with gofmt -w").isEmpty();
    }
}
