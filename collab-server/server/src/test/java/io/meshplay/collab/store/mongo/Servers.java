package io.meshplay.collab.store.mongo;

import io.meshplay.collab.testing.Ferret;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the tests speak to, each started once: FerretDB for what must survive, mongo-java-server for what must be
 * exact between writers. With {@code -Dmongo.uri=mongodb://…} both kinds of test run against that server instead.
 */
public final class Servers {
    private static final @Nullable String GIVEN = System.getProperty("mongo.uri");
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private Servers() {}

    /** {@return the address of a database of its own on a server that loses nothing when it is killed} */
    public static String durable() {
        return GIVEN == null ? Ferret.shared().address(name()) : given(GIVEN);
    }

    /** {@return the address of a database of its own on a server that compares and replaces exactly} */
    public static String exact() {
        return GIVEN == null ? JavaServer.SHARED.address(name()) : given(GIVEN);
    }

    private static String name() {
        return "test_" + RUN + "_" + DATABASES.incrementAndGet();
    }

    private static String given(String uri) {
        int question = uri.indexOf('?');
        String options = question < 0 ? "" : uri.substring(question);
        String hosts = question < 0 ? uri : uri.substring(0, question);
        int slash = hosts.indexOf('/', hosts.indexOf("://") + 3);
        return (slash < 0 ? hosts : hosts.substring(0, slash)) + "/" + name() + options;
    }
}
