package io.meshplay.models.convert.archive;

import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads archives from memory: tar, tar in gzip, and zip. Nothing is written, and nothing is read beyond the limits. */
public final class Archives {
    private Archives() {}

    /** {@return whether a file begins as an archive does} */
    public static boolean isArchive(byte[] file) {
        return isGzip(file) || isZip(file) || TarReader.isTar(file);
    }

    /**
     * {@return the files of an archive}
     *
     * @throws ImportRefusedException when it is damaged, unsafe or beyond a limit
     */
    public static FileTree read(byte[] file, ArchiveLimits limits) {
        var builder = new FileTree.Builder(limits);
        try {
            if (isZip(file)) {
                zip(file, builder);
            } else {
                new TarReader(isGzip(file) ? unzipped(file, limits) : file, builder).read();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ImportRefusedException(Kind.SYNTAX, "The archive is damaged: " + e.getMessage() + ".");
        }
        return builder.tree();
    }

    /** {@return what is in a gzip file; a tar of the largest tree fits} */
    private static byte[] unzipped(byte[] file, ArchiveLimits limits) throws IOException {
        int most = limits.bytesMax() + limits.filesMax() * 2 * TarReader.BLOCK;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new ImportRefusedException(
                        Kind.TOO_LARGE, "The archive unpacks to more than " + limits.bytesMax() + " bytes.");
            }
            return bytes;
        }
    }

    private static void zip(byte[] file, FileTree.Builder builder) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(file), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isDirectory()) {
                    builder.path(entry.getName().replaceAll("/+$", ""));
                } else {
                    byte[] content = in.readNBytes(builder.room() + 1);
                    builder.add(entry.getName(), content);
                }
            }
        }
    }

    private static boolean isGzip(byte[] file) {
        return file.length > 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
    }

    private static boolean isZip(byte[] file) {
        return file.length > 4 && file[0] == 'P' && file[1] == 'K' && file[2] == 3 && file[3] == 4;
    }
}
