package io.meshplay.collab.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest names; classes that are in no jar are a development build. */
public final class ServerVersion implements IVersionProvider {
    /** {@return the version, {@code dev} outside of a jar} */
    public static String number() {
        String version = ServerVersion.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"Meshplay " + number()};
    }
}
