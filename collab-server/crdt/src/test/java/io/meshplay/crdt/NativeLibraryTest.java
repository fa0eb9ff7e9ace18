package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the library of each platform lies in the jar. */
class NativeLibraryTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86-64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, darwin-aarch64",
        "Mac OS X, x86_64, darwin-x86-64",
        "SunOS, sparcv9, sunos-sparcv9"
    })
    @DisplayName("[DOC-13] a platform finds its library where the build puts it")
    void namesThePlatform(String os, String architecture, String directory) {
        assertThat(NativeLibrary.platform(os, architecture)).isEqualTo(directory);
    }
}
