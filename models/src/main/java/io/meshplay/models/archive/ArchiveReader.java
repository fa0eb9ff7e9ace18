package io.meshplay.models.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads tar, tar.gz, gzip and zip, told apart by their first bytes and not by their names. Paths that leave the archive or
 * stand twice, links and devices are refused one by one; what inflates beyond the limits, or is damaged, ends the archive.
 * Archives in the archive are opened to a limit. Nothing is written to a disk.
 */
public final class ArchiveReader {
    private final ArchiveLimits limits;
    private final ArchiveSink sink;
    private final boolean opens;
    private final Budget budget;
    private final Set<String> given = new HashSet<>();

    private ArchiveReader(ArchiveLimits limits, ArchiveSink sink, Budget budget, boolean opens) {
        this.limits = limits;
        this.sink = sink;
        this.opens = opens;
        this.budget = budget;
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

    /** {@return whether a file begins as an archive does} */
    public static boolean isArchive(byte[] file) {
        return kind(file) != Kind.NONE;
    }

    /**
     * Reads an archive, and the archives in it.
     *
     * @param name its path, for what is refused
     * @param in the archive; stays open
     */
    public static void read(String name, InputStream in, ArchiveLimits limits, ArchiveSink sink) {
        read(name, in, new ArchiveReader(limits, sink, new Budget(limits), true));
    }

    /** Reads an archive that is a part of something: what it inflates to counts with the other parts. */
    static void readPart(String name, InputStream in, ArchiveLimits limits, ArchiveSink sink, Budget budget) {
        read(name, in, new ArchiveReader(limits, sink, budget, true));
    }

    /** Reads an archive; the archives in it are handed out as they are. Something in gzip that is no tar is refused. */
    static void readFlat(String name, InputStream in, ArchiveLimits limits, ArchiveSink sink) {
        read(name, in, new ArchiveReader(limits, sink, new Budget(limits), false));
    }

    private static void read(String name, InputStream in, ArchiveReader reader) {
        try {
            reader.open(name, "", new CountedStream(in, reader.budget::packed), 1);
        } catch (IOException | IllegalArgumentException e) {
            reader.refuse(name, e);
        }
    }

    private void refuse(String path, Exception failure) {
        switch (failure) {
            case ArchiveRefusedException e -> sink.refused(path, e.why(), e.reason());
            case EOFException _ -> sink.refused(path, Why.DAMAGED, "The archive ends too early.");
            default -> sink.refused(path, Why.DAMAGED, "The archive is damaged: " + failure.getMessage() + ".");
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
            case NONE -> throw new ArchiveRefusedException(Why.DAMAGED, "It is no tar, gzip or zip.");
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
            drain(buffered); // Its checksum stands at the end.
            return;
        }
        String file = name.substring(name.lastIndexOf('/') + 1);
        String path = file.toLowerCase(Locale.ROOT).endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        byte[] content = content(buffered);
        if (content == null) {
            tooLarge(name);
        } else if (opens) {
            give(prefix.isEmpty() ? path : prefix + path, content, nesting);
        } else {
            throw new ArchiveRefusedException(Why.DAMAGED, "There is no tar in it.");
        }
    }

    private void tar(String prefix, TarReader tar, int nesting) throws IOException {
        for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
            budget.entry();
            if (entry.directory()) {
                directory(prefix, entry.path());
            } else if (!entry.file()) {
                unsafe(prefix, entry.path(), "It is a link or a device, not a file.");
            } else {
                file(prefix, entry.path(), tar.content(limits.entryBytesMax()), nesting);
            }
        }
    }

    private void zip(String prefix, ZipInputStream zip, int nesting) throws IOException {
        var inflated = new CountedStream(zip, budget::inflated);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            budget.entry();
            byte[] content = entry.isDirectory() ? null : content(inflated);
            drain(inflated);
            if (entry.isDirectory()) {
                directory(prefix, entry.getName());
            } else {
                file(prefix, entry.getName(), content, nesting);
            }
        }
    }

    /** A directory gives nothing; its path has to stay in the archive, too. */
    private void directory(String prefix, String path) {
        String clean = EntryPath.ofDirectory(path);
        String refusal = clean.isEmpty() ? null : EntryPath.refusal(clean, limits);
        if (refusal != null) {
            unsafe(prefix, path, refusal);
        }
    }

    /** Takes a file; no content is too much of it. */
    private void file(String prefix, String path, byte @Nullable [] content, int nesting) {
        String refusal = EntryPath.refusal(path, limits);
        if (refusal != null) {
            unsafe(prefix, path, refusal);
        } else if (content == null) {
            tooLarge(prefix + EntryPath.clean(path));
        } else {
            give(prefix + EntryPath.clean(path), content, nesting);
        }
    }

    private void unsafe(String prefix, String path, String reason) {
        sink.refused(prefix + EntryPath.shown(path), Why.UNSAFE, reason);
    }

    private void tooLarge(String path) {
        sink.refused(path, Why.TOO_LARGE, "It is larger than " + limits.entryBytesMax() + " bytes.");
    }

    /** Reads to the end of an entry, so that what is not taken counts too. */
    private static void drain(InputStream entry) throws IOException {
        entry.transferTo(OutputStream.nullOutputStream());
    }

    private void give(String path, byte[] content, int nesting) {
        if (!given.add(path)) {
            sink.refused(path, Why.UNSAFE, "Its path stands twice in the archive.");
        } else if (!opens || !isArchive(content)) {
            sink.entry(path, content);
        } else if (nesting >= limits.nestingMax()) {
            sink.refused(path, Why.TOO_LARGE, "It is an archive inside " + nesting + " archives.");
        } else {
            inner(path, content, nesting);
        }
    }

    /** What is wrong with an inner archive ends that one only; what it inflates to counts for all. */
    private void inner(String path, byte[] content, int nesting) {
        try {
            open(path, path + "/", new ByteArrayInputStream(content), nesting + 1);
        } catch (IOException | IllegalArgumentException e) {
            refuse(path, e);
        }
    }

    private byte @Nullable [] content(InputStream in) throws IOException {
        byte[] content = in.readNBytes(limits.entryBytesMax() + 1);
        return content.length > limits.entryBytesMax() ? null : content;
    }
}
