package io.meshplay.models.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes a tar (POSIX pax) that is the same bytes for the same files: no time, no owner, mode 0644. */
public final class TarWriter implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;

    private final OutputStream out;

    /** Writes to a stream, which it closes. */
    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** {@return files as a tar, in the order of the map} */
    public static byte[] tar(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarWriter(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                tar.file(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a tar in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** {@return bytes in gzip; Java's header has no time and no name} */
    public static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("a gzip in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Adds a file.
     *
     * @param path relative, with {@code /}
     */
    public void file(String path, byte[] content) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > NAME_BYTES || name.length != path.length()) {
            byte[] record = record(path);
            entry("pax".getBytes(StandardCharsets.UTF_8), 'x', record);
            name = Arrays.copyOf(name, Math.min(name.length, NAME_BYTES));
        }
        entry(name, '0', content);
    }

    /** Writes the end and closes the stream. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private static byte[] record(String path) {
        int bytes = path.getBytes(StandardCharsets.UTF_8).length + " path=\n".length();
        int length = bytes + Integer.toString(bytes).length();
        length = bytes + Integer.toString(length).length();
        return (length + " path=" + path + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private void entry(byte[] name, char type, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        put(header, 100, "0000644\0");
        put(header, 108, "0000000\0");
        put(header, 116, "0000000\0");
        put(header, 124, octal(content.length));
        put(header, 136, octal(0));
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        int sum = 8 * ' ';
        for (byte value : header) {
            sum += value & 0xff;
        }
        put(header, 148, octal(sum).substring(5, 11) + "\0 ");
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static String octal(int number) {
        String digits = Integer.toOctalString(number);
        return "0".repeat(11 - digits.length()) + digits + "\0";
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
