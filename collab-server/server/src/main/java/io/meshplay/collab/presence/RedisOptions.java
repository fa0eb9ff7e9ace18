package io.meshplay.collab.presence;

import io.lettuce.core.RedisURI;
import java.util.regex.Pattern;

/**
 * Which Redis, and what to call things there. Its text never holds the password.
 *
 * @param uri {@code redis://[user:password@]host[:port][/database]}, or {@code rediss:} for TLS
 * @param prefix what every key and channel begins with: two clusters on one Redis need two
 * @param limits bounds
 */
public record RedisOptions(String uri, String prefix, PresenceLimits limits) {
    private static final Pattern SCHEME = Pattern.compile("rediss?://.*", Pattern.DOTALL);

    /** {@return the options for an address, with the usual prefix and bounds} */
    public static RedisOptions of(String uri) {
        return new RedisOptions(uri, "meshplay:", PresenceLimits.DEFAULTS);
    }

    /** {@return the address as Lettuce knows it; refuses what is none} */
    RedisURI address() {
        if (SCHEME.matcher(uri).matches()) {
            try {
                RedisURI address = RedisURI.create(uri);
                if (address.getHost() != null && !address.getHost().isEmpty()) {
                    address.setTimeout(limits.commandMax());
                    address.setClientName("meshplay");
                    return address;
                }
            } catch (RuntimeException _) {
                // Its message may hold the password.
            }
        }
        throw new RedisRefusedException("the address of Redis cannot be read:"
                + " write redis://[user:password@]host[:port][/database], or rediss:// for TLS");
    }

    @Override
    public String toString() {
        return "RedisOptions[prefix=" + prefix + "]";
    }
}
