package io.meshplay.models.archive;

/** Takes what an archive holds, in the order of the archive. */
public interface ArchiveSink {
    /**
     * Takes a regular file.
     *
     * @param path relative, with {@code /}, without {@code ..}; inside a nested archive it starts with that one's path
     * @param content all of it; the sink owns the array
     */
    void entry(String path, byte[] content);

    /**
     * Takes note of what is not handed out.
     *
     * @param why what is wrong, in a word
     * @param reason a sentence for people
     */
    void refused(String path, Why why, String reason);
}
