package io.meshplay.models.convert.archive;

import io.meshplay.models.convert.report.ImportRefusal.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a tar: ustar, pax and GNU's long names. Links and devices are refused: no chart or layout has need of them. */
final class TarReader {
    static final int BLOCK = 512;

    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int NAME_LENGTH = 100;

    private final byte[] tar;
    private final FileTree.Builder builder;
    /** The name that a header before gave to the next entry; empty for none. */
    private String longName = "";

    TarReader(byte[] tar, FileTree.Builder builder) {
        this.tar = tar;
        this.builder = builder;
    }

    static boolean isTar(byte[] file) {
        return file.length >= BLOCK && text(file, MAGIC_AT, 5).equals("ustar");
    }

    void read() throws IOException {
        int at = 0;
        while (at + BLOCK <= tar.length && !isZero(at)) {
            requireChecksum(at);
            long size = octal(at + SIZE_AT, SIZE_LENGTH);
            int start = at + BLOCK;
            if (size < 0 || size > tar.length - start) {
                throw new IOException("an entry is longer than the archive");
            }
            entry(at, start, (int) size);
            at = start + (int) ((size + BLOCK - 1) / BLOCK * BLOCK);
        }
        if (at == 0) {
            throw new IOException("it is no tar");
        }
    }

    private void entry(int header, int start, int size) {
        byte type = tar[header + TYPE_AT];
        switch (type) {
            case 'x' -> longName = paxPath(start, size);
            case 'L' -> longName = text(tar, start, size);
            case 'g' -> {}
            case 0, '0', '7' -> {
                String name = name(header);
                builder.require(size, name);
                builder.add(name, Arrays.copyOfRange(tar, start, start + size));
            }
            case '5' -> {
                String name = name(header).replaceAll("/+$", "");
                if (!name.equals(".") && !name.isEmpty()) {
                    builder.path(name);
                }
            }
            default ->
                throw FileTree.Builder.refused(
                        Kind.UNSAFE_ARCHIVE, name(header), "is a link or a device, which no archive here may have");
        }
    }

    private String name(int header) {
        String name = longName;
        longName = "";
        if (!name.isEmpty()) {
            return name;
        }
        String prefix =
                text(tar, header + MAGIC_AT, 6).equals("ustar") ? text(tar, header + PREFIX_AT, PREFIX_LENGTH) : "";
        String own = text(tar, header, NAME_LENGTH);
        return prefix.isEmpty() ? own : prefix + "/" + own;
    }

    /** A pax header is lines of {@code length key=value}. */
    private String paxPath(int start, int size) {
        String path = "";
        int at = start;
        while (at < start + size) {
            int blank = at;
            while (blank < start + size && tar[blank] != ' ') {
                blank++;
            }
            int length = Integer.parseInt(new String(tar, at, blank - at, StandardCharsets.US_ASCII));
            if (length <= blank - at || length > start + size - at) {
                throw new IllegalArgumentException("a pax header has a wrong length");
            }
            String line = new String(tar, blank + 1, at + length - blank - 2, StandardCharsets.UTF_8);
            path = line.startsWith("path=") ? line.substring("path=".length()) : path;
            at += length;
        }
        return path;
    }

    private long octal(int at, int length) throws IOException {
        String digits = text(tar, at, length).strip();
        if (!digits.matches("[0-7]{0,11}")) {
            throw new IOException("a number is none");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private void requireChecksum(int at) throws IOException {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            boolean own = i >= CHECKSUM_AT && i < CHECKSUM_AT + CHECKSUM_LENGTH;
            sum += own ? ' ' : tar[at + i] & 0xff;
        }
        if (sum != octal(at + CHECKSUM_AT, CHECKSUM_LENGTH)) {
            throw new IOException("the checksum of a header is wrong");
        }
    }

    private boolean isZero(int at) {
        for (int i = 0; i < BLOCK; i++) {
            if (tar[at + i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
}
