package io.meshplay.load;

import io.meshplay.load.rig.ServerProcess;
import io.meshplay.load.rig.TemporaryDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What tests of one running server begin with: the built server on a free port, with an empty data directory. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class RunningServer {
    private @Nullable TemporaryDirectory data;
    private @Nullable ServerProcess running;

    @BeforeAll
    final void startServer() {
        TemporaryDirectory directory = TemporaryDirectory.create();
        data = directory;
        running = ServerProcess.start(directory.path());
    }

    @AfterAll
    final void stopServer() {
        if (running != null) {
            running.close();
        }
        if (data != null) {
            data.close();
        }
    }

    /** {@return the server of this class} */
    protected ServerProcess server() {
        ServerProcess started = running;
        if (started == null) {
            throw new IllegalStateException("no server was started");
        }
        return started;
    }
}
