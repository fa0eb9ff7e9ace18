package io.meshplay.collab.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoTimeoutException;
import io.meshplay.collab.store.StoreException;

/** Says what an error of the driver or the server means for the caller, and to the operator what to do about it. */
final class MongoFailures {
    static final int DUPLICATE_KEY = 11_000;
    private static final int DETAIL_CHARS_MAX = 240;
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;
    private static final int INVALID_BSON = 22;

    private final MongoOptions options;

    MongoFailures(MongoOptions options) {
        this.options = options;
    }

    /** {@return the failure of a call: what an operator must mend is refused, damage corrupt, all else may pass} */
    StoreException of(MongoException error) {
        return switch (error) {
            case MongoSecurityException _ -> credentials(error);
            case MongoIncompatibleDriverException _ -> version(error);
            case MongoTimeoutException _ -> unreachable(error);
            default -> byCode(error);
        };
    }

    private StoreException byCode(MongoException error) {
        return switch (error.getCode()) {
            case AUTHENTICATION_FAILED -> credentials(error);
            case UNAUTHORIZED ->
                new StoreException.Refused(
                        options + " does not let " + who() + " do this: grant readWrite on the database "
                                + options.database() + detail(error),
                        error);
            case INVALID_BSON ->
                new StoreException.Corrupt(options + " holds damaged data: restore a backup" + detail(error), error);
            default -> new StoreException.Unavailable(options + " failed" + detail(error), error);
        };
    }

    private StoreException credentials(MongoException error) {
        return new StoreException.Refused(
                options + " refuses the credentials of " + who()
                        + ": check user, password and authSource in the address",
                error);
    }

    private StoreException version(MongoException error) {
        return new StoreException.Refused(
                options + " has a version that this program cannot use: install MongoDB 6.0 or newer" + detail(error),
                error);
    }

    private StoreException.Unavailable unreachable(MongoException error) {
        return new StoreException.Unavailable(
                options
                        + " cannot be reached or has no primary: check the address, that the servers run and that nothing"
                        + " blocks the port" + detail(error),
                error);
    }

    private String who() {
        String user = options.user();
        return user == null ? "a client without credentials" : "user " + user;
    }

    private static String detail(MongoException error) {
        String message = String.valueOf(error.getMessage());
        String line = message.lines().findFirst().orElse("");
        return " (" + (line.length() <= DETAIL_CHARS_MAX ? line : line.substring(0, DETAIL_CHARS_MAX) + "…") + ")";
    }

    static boolean duplicate(MongoException error) {
        return error.getCode() == DUPLICATE_KEY;
    }

    StoreException.Unavailable closed() {
        return new StoreException.Unavailable("the store in " + options + " is closed", null);
    }

    StoreException.Unavailable overloaded() {
        return new StoreException.Unavailable(
                "the store in " + options + " has too much to do: it is slower than the edits, retry later", null);
    }

    /** A write was taken by the server, and cannot be read yet as confirmed by a majority. */
    StoreException.Unavailable unconfirmed(String what) {
        return new StoreException.Unavailable(
                what + " is not confirmed by a majority of " + options + ": check that most members run", null);
    }
}
