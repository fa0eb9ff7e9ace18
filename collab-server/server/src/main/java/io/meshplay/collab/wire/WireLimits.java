package io.meshplay.collab.wire;

/**
 * Every bound of the framings themselves.
 *
 * @param addressBytesMax longest address of a Hocuspocus frame with its length in front, in bytes, inclusive
 */
record WireLimits(int addressBytesMax) {
    static final WireLimits DEFAULTS = new WireLimits(512);

    WireLimits {
        if (addressBytesMax < 1) {
            throw new IllegalArgumentException("wire.addressBytesMax is " + addressBytesMax + ", must be >= 1");
        }
    }
}
