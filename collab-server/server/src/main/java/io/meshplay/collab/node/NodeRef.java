package io.meshplay.collab.node;

import java.util.regex.Pattern;

/**
 * Another node, as requests name it.
 *
 * @param id its id
 * @param host where it listens
 * @param port where it listens
 */
record NodeRef(String id, String host, int port) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** {@code address}: {@code host:port}, the host of an IPv6 address in brackets; fails if it is none */
    static NodeRef of(String id, String address) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        if (colon <= 0 || !PORT.matcher(port).matches() || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("node address is " + address + ", must be HOST:PORT");
        }
        String host = address.substring(0, colon);
        return new NodeRef(
                id,
                host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host,
                Integer.parseInt(port));
    }
}
