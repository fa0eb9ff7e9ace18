package io.meshplay.collab.cli;

/** Starts the server and stays until it has stopped. */
@FunctionalInterface
public interface Starter {
    /**
     * Runs the server.
     *
     * @return the exit code of the process
     */
    int start(ServerOptions options) throws Exception;
}
