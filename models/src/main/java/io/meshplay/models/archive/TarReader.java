package io.meshplay.models.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar (POSIX ustar and pax, GNU long names) as a stream. Only regular files have content; everything else is named
 * by its kind. Numbers, checksums and sizes are checked: a damaged header ends the reading.
 */
final class TarReader {
    private static final int BLOCK = 512;
    private static final int EXTENSION_BYTES_MAX = 1 << 20;

    private final InputStream in;
    private long left;
    private int padding;

    TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * One entry.
     *
     * @param path as it stands in the archive
     * @param type {@code 0} is a regular file, {@code 5} a directory, the others are those of POSIX
     * @param size in bytes
     */
    record Entry(String path, char type, long size) {
        boolean file() {
            return type == '0' || type == '7';
        }

        boolean directory() {
            return type == '5';
        }
    }

    /** {@return the entry after the last one; null at the end} */
    @Nullable Entry next() throws IOException {
        Map<String, String> extended = new HashMap<>();
        String longName = "";
        while (true) {
            skipRest();
            byte[] header = in.readNBytes(BLOCK);
            if (header.length == 0 || isZero(header)) {
                return null;
            }
            check(header);
            long size = number(header, 124, 12);
            char type = header[156] == 0 ? '0' : (char) header[156];
            open(size);
            switch (type) {
                case 'x' -> pax(extension(size), extended);
                case 'g', 'K' -> extension(size);
                case 'L' -> longName = text(extension(size), 0, Integer.MAX_VALUE);
                default -> {
                    String path = extended.getOrDefault("path", longName.isEmpty() ? path(header) : longName);
                    long actual = size(extended.get("size"), size);
                    open(actual);
                    return new Entry(path, type, actual);
                }
            }
        }
    }

    private static long size(@Nullable String extended, long size) throws ArchiveRefusedException {
        try {
            long actual = extended == null ? size : Long.parseLong(extended);
            if (actual >= 0 && actual <= Long.MAX_VALUE - BLOCK) {
                return actual;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a negative one is.
        }
        throw damaged("a size is no number");
    }

    /** {@return the content of the entry that {@link #next} gave; null when it is larger, and is skipped} */
    byte @Nullable [] content(int bytesMax) throws IOException {
        if (left > bytesMax) {
            return null;
        }
        int size = (int) left;
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw damaged("it ends inside an entry");
        }
        left = 0;
        return content;
    }

    /** {@return the content of the entry as a stream; the caller may leave it unread} */
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = in.read(buffer, offset, (int) Math.min(length, left));
                if (read < 0) {
                    throw damaged("it ends inside an entry");
                }
                left -= read;
                return read;
            }
        };
    }

    private void open(long size) {
        left = size;
        padding = (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    private byte[] extension(long size) throws IOException {
        byte[] content = content(EXTENSION_BYTES_MAX);
        if (content == null) {
            throw damaged("a header of " + size + " bytes");
        }
        return content;
    }

    private void skipRest() throws IOException {
        long rest = left + padding;
        left = 0;
        padding = 0;
        byte[] ignored = new byte[8_192];
        while (rest > 0) {
            int read = in.read(ignored, 0, (int) Math.min(ignored.length, rest));
            if (read < 0) {
                throw damaged("it ends inside an entry");
            }
            rest -= read;
        }
    }

    private static void check(byte[] header) throws ArchiveRefusedException {
        if (header.length < BLOCK) {
            throw damaged("it ends inside a header");
        }
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += (i >= 148 && i < 156) ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw damaged("the checksum of a header is wrong");
        }
    }

    private static long number(byte[] header, int offset, int length) throws ArchiveRefusedException {
        if ((header[offset] & 0x80) != 0) {
            return binary(header, offset, length);
        }
        String digits = text(header, offset, length).strip();
        try {
            long number = digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, as a negative one is.
        }
        throw damaged("a header holds a wrong number");
    }

    /** GNU writes what octal digits cannot hold in base 256. */
    private static long binary(byte[] header, int offset, int length) throws ArchiveRefusedException {
        long number = header[offset] & 0x7f;
        for (int i = offset + 1; i < offset + length; i++) {
            if (number >>> 48 != 0) {
                throw damaged("a header holds a wrong number");
            }
            number = (number << 8) | (header[i] & 0xff);
        }
        return number;
    }

    private static String path(byte[] header) {
        String name = text(header, 0, 100);
        boolean ustar = text(header, 257, 5).equals("ustar");
        String prefix = ustar && header[262] == 0 ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    /** Records {@code length key=value\n}. */
    private static void pax(byte[] content, Map<String, String> into) throws ArchiveRefusedException {
        int at = 0;
        while (at < content.length) {
            int space = at;
            while (space < content.length && content[space] != ' ') {
                space++;
            }
            int length = length(new String(content, at, space - at, StandardCharsets.US_ASCII));
            int end = at + length;
            if (length < space - at + 3 || end > content.length) {
                throw damaged("an extended header is wrong");
            }
            String[] pair = new String(content, space + 1, end - space - 2, StandardCharsets.UTF_8).split("=", 2);
            into.put(pair[0], pair.length == 2 ? pair[1] : "");
            at = end;
        }
    }

    private static int length(String digits) throws ArchiveRefusedException {
        if (!digits.matches("[0-9]{1,7}")) {
            throw damaged("an extended header is wrong");
        }
        return Integer.parseInt(digits);
    }

    private static String text(byte[] bytes, int offset, int length) {
        int end = offset;
        while (end < bytes.length && end - offset < length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static boolean isZero(byte[] block) {
        for (byte value : block) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static ArchiveRefusedException damaged(String how) {
        return new ArchiveRefusedException(Why.DAMAGED, "The tar is damaged: " + how + ".");
    }
}
