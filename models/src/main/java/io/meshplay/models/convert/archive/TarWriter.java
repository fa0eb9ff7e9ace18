package io.meshplay.models.convert.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes a tar: equal files in equal order are equal bytes, for times and owners are zero. */
public final class TarWriter {
    private static final int NAME_LENGTH = 100;
    private static final int CHECKSUM_AT = 148;

    private TarWriter() {}

    /** {@return a tar of the files, in the order of the map; a path has at most 100 bytes} */
    public static byte[] tar(Map<String, byte[]> files) {
        var out = new ByteArrayOutputStream();
        files.forEach((path, content) -> {
            out.writeBytes(header(path, content.length));
            out.writeBytes(content);
            out.writeBytes(new byte[(TarReader.BLOCK - content.length % TarReader.BLOCK) % TarReader.BLOCK]);
        });
        out.writeBytes(new byte[2 * TarReader.BLOCK]);
        return out.toByteArray();
    }

    /** {@return bytes in gzip, without a time} */
    public static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static byte[] header(String path, int size) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME_LENGTH) {
            throw new IllegalArgumentException(path + " is longer than " + NAME_LENGTH + " bytes");
        }
        byte[] header = new byte[TarReader.BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, String.format(Locale.ROOT, "%011o", size));
        put(header, 136, "00000000000");
        put(header, CHECKSUM_AT, "        ");
        header[156] = '0';
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        put(header, CHECKSUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
