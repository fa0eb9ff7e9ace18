package io.meshplay.collab.cli;

import java.nio.file.Path;

/** What is done with a store by command; each answers the exit code of the process. */
public interface StoreTasks {
    /** Writes everything that a store holds into one file, while a server may run on it. */
    int backup(Path data, Path to) throws Exception;

    /**
     * Fills an empty data directory from a backup.
     *
     * @param sameHistory whether nothing was edited since the backup: clients go on where they are
     */
    int restore(Path from, Path data, boolean sameHistory) throws Exception;

    /** Reads everything that a store holds, while a server may run on it. */
    int verify(Path data) throws Exception;
}
