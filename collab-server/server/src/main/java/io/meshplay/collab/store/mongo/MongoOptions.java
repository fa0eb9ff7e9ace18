package io.meshplay.collab.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoException;
import io.meshplay.collab.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is and whose it is. Two options of our own may stand in the address: {@code meshplay.standalone=true}
 * lets a server without replicas be used, for tests; {@code meshplay.adopt=true} takes a database over whose cluster had
 * another name or secret. The text of this object never holds the credentials.
 */
public final class MongoOptions {
    private static final String DATABASE = "meshplay";
    private static final String OURS = "meshplay.";

    private final ConnectionString address;
    private final String clusterName;
    private final String secretFingerprint;
    private final boolean standaloneAllowed;
    private final boolean adopting;

    private MongoOptions(
            ConnectionString address,
            String clusterName,
            String secretFingerprint,
            boolean standaloneAllowed,
            boolean adopting) {
        this.address = address;
        this.clusterName = clusterName;
        this.secretFingerprint = secretFingerprint;
        this.standaloneAllowed = standaloneAllowed;
        this.adopting = adopting;
    }

    /**
     * Reads an address.
     *
     * @param uri {@code mongodb://} or {@code mongodb+srv://}; without a database it is {@code meshplay}
     * @param clusterName name of the Meshplay cluster, any text; the database keeps it and belongs to this cluster alone
     * @param secretFingerprint tells two clusters of one name apart: a hash of the cluster's secret, empty without one
     * @return throws {@link StoreException.Refused} for an address that cannot be read
     */
    public static MongoOptions of(String uri, String clusterName, String secretFingerprint) {
        int question = uri.indexOf('?');
        List<String> theirs = new ArrayList<>();
        boolean standalone = false;
        boolean adopt = false;
        for (String option :
                question < 0 ? new String[0] : uri.substring(question + 1).split("&", -1)) {
            switch (option.toLowerCase(Locale.ROOT)) {
                case "meshplay.standalone=true" -> standalone = true;
                case "meshplay.adopt=true" -> adopt = true;
                case String other when other.startsWith(OURS) -> throw unknown(option);
                default -> theirs.add(option);
            }
        }
        String plain = question < 0 ? uri : uri.substring(0, question);
        String rest = theirs.isEmpty() ? "" : "?" + String.join("&", theirs);
        // A query may follow the hosts only behind a slash.
        String slash = plain.indexOf('/', plain.indexOf("://") + 3) < 0 ? "/" : "";
        return new MongoOptions(parse(plain + slash + rest), clusterName, secretFingerprint, standalone, adopt);
    }

    private static StoreException.Refused unknown(String option) {
        String name = option.contains("=") ? option.substring(0, option.indexOf('=')) : option;
        return new StoreException.Refused(
                "the MongoDB address has the option " + name
                        + ", must be meshplay.standalone=true or meshplay.adopt=true",
                null);
    }

    /** The driver's words about an address it cannot read may quote the password: they are not passed on. */
    private static ConnectionString parse(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException | MongoException _) {
            throw new StoreException.Refused(
                    "the MongoDB address cannot be read: it must be mongodb://[user:password@]host[:port][,host...]"
                            + "/database?replicaSet=NAME, with @ : / % of a user or password written %40 %3A %2F %25",
                    null);
        }
    }

    ConnectionString address() {
        return address;
    }

    String clusterName() {
        return clusterName;
    }

    String secretFingerprint() {
        return secretFingerprint;
    }

    boolean standaloneAllowed() {
        return standaloneAllowed;
    }

    boolean adopting() {
        return adopting;
    }

    String database() {
        String named = address.getDatabase();
        return named == null ? DATABASE : named;
    }

    /** {@return the user of the address, null if it names none} */
    @Nullable String user() {
        return address.getUsername();
    }

    /** {@return hosts and database, without credentials: for messages} */
    @Override
    public String toString() {
        return "MongoDB at " + String.join(",", address.getHosts()) + "/" + database();
    }
}
