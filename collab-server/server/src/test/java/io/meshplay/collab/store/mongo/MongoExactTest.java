package io.meshplay.collab.store.mongo;

/** The contract on a server that is exact between writers: mongo-java-server, or what {@code -Dmongo.uri=} names. */
final class MongoExactTest extends MongoContract {
    @Override
    protected String address() {
        return Servers.exact();
    }
}
