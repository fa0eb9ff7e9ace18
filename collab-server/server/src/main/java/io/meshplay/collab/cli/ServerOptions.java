package io.meshplay.collab.cli;

import java.nio.file.Path;

/**
 * What the command line asks of the server; already checked.
 *
 * @param host a loopback address or name, or any if the network is trusted
 * @param port 0 to 65535; 0 takes any free port
 * @param data the data directory; need not exist yet
 * @param samples open sample designs on first start
 * @param network who may reach it
 * @param log how it logs
 */
public record ServerOptions(
        String host, int port, Path data, boolean samples, NetworkOptions network, LogOptions log) {}
