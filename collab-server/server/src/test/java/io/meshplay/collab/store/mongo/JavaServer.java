package io.meshplay.collab.store.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** An in-process server of the MongoDB wire protocol, in memory, for as long as the JVM runs or until it is closed. */
final class JavaServer implements AutoCloseable {
    static final JavaServer SHARED = new JavaServer(ServerVersion.MONGO_5_0);

    private final MongoServer server;
    private final int port;

    JavaServer(ServerVersion version) {
        this.server = new MongoServer(new MemoryBackend().version(version));
        this.port = server.bind().getPort();
    }

    String address(String database) {
        return "mongodb://127.0.0.1:" + port + "/" + database + "?meshplay.standalone=true";
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
