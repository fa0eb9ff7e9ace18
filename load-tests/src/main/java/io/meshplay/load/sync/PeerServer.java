package io.meshplay.load.sync;

import io.meshplay.load.rig.StockClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Hocuspocus in Node, as its makers publish it, without a database: the peer that we are measured beside. */
final class PeerServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private PeerServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static PeerServer start() throws IOException {
        var folder = StockClients.installed("peers");
        var process = new ProcessBuilder("node", "hocuspocus.js")
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = reader.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("the peer does not start");
        }
        return new PeerServer(process, Integer.parseInt(line));
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
