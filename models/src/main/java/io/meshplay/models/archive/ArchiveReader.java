package io.meshplay.models.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar, tar.gz, gzip and zip, told apart by their first bytes and not by their names. Paths that leave the archive,
 * links and devices are refused one by one; what inflates beyond the limits, or is damaged, ends the archive. Archives in
 * the archive are opened to a limit. Nothing is written to a disk.
 */
public final class ArchiveReader {
    private final ArchiveLimits limits;
    private final ArchiveSink sink;
    private final Predicate<String> wanted;
    private final Budget budget;
    private int entries;

    private ArchiveReader(ArchiveLimits limits, ArchiveSink sink, Predicate<String> wanted) {
        this.limits = limits;
        this.sink = sink;
        this.wanted = wanted;
        this.budget = new Budget(limits);
    }

    /** What the first bytes of a file say that it is. */
    public enum Kind {
        /** A tar. */
        TAR,
        /** Something in gzip; often a tar. */
        GZIP,
        /** A zip. */
        ZIP,
        /** None of them. */
        NONE
    }

    /** {@return what a file is, by its first {@value #SNIFF_BYTES} bytes} */
    public static Kind kind(byte[] start) {
        if (start.length > 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b) {
            return Kind.GZIP;
        }
        if (start.length > 3 && start[0] == 'P' && start[1] == 'K' && (start[2] == 3 || start[2] == 5)) {
            return Kind.ZIP;
        }
        boolean tar = start.length >= 262
                && start[257] == 'u'
                && start[258] == 's'
                && start[259] == 't'
                && start[260] == 'a'
                && start[261] == 'r';
        return tar ? Kind.TAR : Kind.NONE;
    }

    /** How many bytes {@link #kind} wants to see. */
    public static final int SNIFF_BYTES = 512;

    /**
     * Reads an archive.
     *
     * @param name its path, for what is refused
     * @param in the archive; stays open
     */
    public static void read(String name, InputStream in, ArchiveLimits limits, ArchiveSink sink) {
        read(name, in, limits, _ -> true, sink);
    }

    /**
     * Reads an archive.
     *
     * @param wanted paths of the outer archive that are read; the others are skipped unsaid
     */
    static void read(String name, InputStream in, ArchiveLimits limits, Predicate<String> wanted, ArchiveSink sink) {
        try {
            var reader = new ArchiveReader(limits, sink, wanted);
            reader.open(name, "", new CountedStream(in, reader.budget::packed), 1);
        } catch (ArchiveRefusedException e) {
            sink.refused(name, e.reason());
        } catch (EOFException e) {
            sink.refused(name, "The archive ends too early.");
        } catch (ZipException e) {
            sink.refused(name, "The archive is damaged: " + e.getMessage() + ".");
        } catch (IOException e) {
            sink.refused(name, "It cannot be read: " + e.getMessage() + ".");
        }
    }

    private void open(String name, String prefix, InputStream in, int nesting) throws IOException {
        var buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(SNIFF_BYTES);
        byte[] start = buffered.readNBytes(SNIFF_BYTES);
        buffered.reset();
        switch (kind(start)) {
            case GZIP -> {
                var inflated = new GZIPInputStream(buffered, 1 << 16);
                gzip(name, prefix, new CountedStream(inflated, budget::inflated), nesting);
            }
            case TAR -> tar(prefix, new TarReader(buffered), nesting);
            case ZIP -> zip(prefix, new ZipInputStream(buffered), nesting);
            case NONE -> throw new ArchiveRefusedException("It is no tar, gzip or zip.");
        }
    }

    /** A tar in gzip is one archive; anything else in gzip is one file. */
    private void gzip(String name, String prefix, InputStream inflated, int nesting) throws IOException {
        var buffered = new BufferedInputStream(inflated, 1 << 16);
        buffered.mark(SNIFF_BYTES);
        byte[] start = buffered.readNBytes(SNIFF_BYTES);
        buffered.reset();
        if (kind(start) == Kind.TAR) {
            tar(prefix, new TarReader(buffered), nesting);
            return;
        }
        String file = name.substring(name.lastIndexOf('/') + 1);
        String path = file.toLowerCase(Locale.ROOT).endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        byte[] content = content(buffered);
        if (content == null) {
            sink.refused(name, tooLarge());
        } else {
            give(prefix.isEmpty() ? path : prefix + path, content, nesting);
        }
    }

    private void tar(String prefix, TarReader tar, int nesting) throws IOException {
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            count();
            if (entry.directory() || unwanted(entry.path(), nesting)) {
                continue;
            }
            String refusal = entry.file() ? refusal(entry.path()) : "It is a link or a device, not a file.";
            byte[] content = refusal == null ? tar.content(limits.entryBytesMax()) : null;
            if (content == null) {
                sink.refused(prefix + shown(entry.path()), refusal == null ? tooLarge() : refusal);
            } else {
                give(prefix + EntryPath.clean(entry.path()), content, nesting);
            }
        }
    }

    private void zip(String prefix, ZipInputStream zip, int nesting) throws IOException {
        var inflated = new CountedStream(zip, budget::inflated);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            count();
            if (entry.isDirectory() || unwanted(entry.getName(), nesting)) {
                drain(inflated);
                continue;
            }
            String refusal = refusal(entry.getName());
            byte[] content = refusal == null ? content(inflated) : null;
            drain(inflated);
            if (content == null) {
                sink.refused(prefix + shown(entry.getName()), refusal == null ? tooLarge() : refusal);
            } else {
                give(prefix + EntryPath.clean(entry.getName()), content, nesting);
            }
        }
    }

    /** Reads to the end of an entry, so that what is not taken counts too. */
    private static void drain(InputStream entry) throws IOException {
        entry.transferTo(OutputStream.nullOutputStream());
    }

    private boolean unwanted(String path, int nesting) {
        return nesting == 1 && !wanted.test(EntryPath.clean(path));
    }

    private void give(String path, byte[] content, int nesting) {
        if (kind(content) == Kind.NONE) {
            sink.entry(path, content);
        } else if (nesting >= limits.nestingMax()) {
            sink.refused(path, "It is an archive inside " + nesting + " archives.");
        } else {
            inner(path, content, nesting);
        }
    }

    /** What is wrong with an inner archive ends that one only; what it inflates to counts for all. */
    private void inner(String path, byte[] content, int nesting) {
        try {
            open(path, path + "/", new ByteArrayInputStream(content), nesting + 1);
        } catch (ArchiveRefusedException e) {
            sink.refused(path, e.reason());
        } catch (IOException e) {
            sink.refused(path, "The archive is damaged: " + e.getMessage() + ".");
        }
    }

    private void count() throws ArchiveRefusedException {
        entries++;
        if (entries > limits.entriesMax()) {
            throw new ArchiveRefusedException("It holds more than " + limits.entriesMax() + " entries.");
        }
    }

    private @Nullable String refusal(String path) {
        return EntryPath.refusal(path, limits.pathSegmentsMax());
    }

    private byte @Nullable [] content(InputStream in) throws IOException {
        byte[] content = in.readNBytes(limits.entryBytesMax() + 1);
        return content.length > limits.entryBytesMax() ? null : content;
    }

    private String tooLarge() {
        return "It is larger than " + limits.entryBytesMax() + " bytes.";
    }

    /** A path for people: hostile ones are cut, and their control characters replaced. */
    private static String shown(String path) {
        String start = path.length() > 200 ? path.substring(0, 200) + "..." : path;
        return start.replaceAll("[\\x00-\\x1f\\x7f]", "?");
    }
}
