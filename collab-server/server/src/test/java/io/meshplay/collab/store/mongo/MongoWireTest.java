package io.meshplay.collab.store.mongo;

/** The contract over the wire, on a server that keeps what it has confirmed: FerretDB, or what {@code -Dmongo.uri=} names. */
final class MongoWireTest extends MongoContract {
    @Override
    protected String address() {
        return Servers.durable();
    }
}
