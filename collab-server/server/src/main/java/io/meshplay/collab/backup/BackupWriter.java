package io.meshplay.collab.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Writes a backup beside its name and gives it the name when it is whole and on disk. Only its owner may read it: it
 * holds every design. One thread.
 */
final class BackupWriter implements AutoCloseable {
    static final byte[] MAGIC = "MESHBACK".getBytes(StandardCharsets.US_ASCII);
    static final int FORMAT = 1;
    static final String POSIX = "posix";

    private final Path target;
    private final Path part;
    private final FileOutputStream file;
    private final MessageDigest digest = sha256();
    private final DataOutputStream out;
    private BackupReport report = BackupReport.NOTHING;

    private BackupWriter(Path target, Path part, FileOutputStream file) {
        this.target = target;
        this.part = part;
        this.file = file;
        this.out = new DataOutputStream(new BufferedOutputStream(new DigestOutputStream(file, digest), 1 << 16));
    }

    static BackupWriter create(Path target, String madeBy, String madeAt) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path part = absolute.resolveSibling(absolute.getFileName() + ".part");
        Files.deleteIfExists(part);
        if (part.getFileSystem().supportedFileAttributeViews().contains(POSIX)) {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        BackupWriter writer = new BackupWriter(absolute, part, new FileOutputStream(part.toFile()));
        writer.out.write(MAGIC);
        writer.write(new Section.Manifest(FORMAT, madeBy, madeAt));
        return writer;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Section section) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(section, new DataOutputStream(bytes));
        byte[] body = bytes.toByteArray();
        CRC32C crc = new CRC32C();
        crc.update(body);
        out.writeInt(body.length);
        out.write(body);
        out.writeInt((int) crc.getValue());
        report = report.with(section);
    }

    private static void write(Section section, DataOutputStream to) throws IOException {
        switch (section) {
            case Section.Manifest manifest -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.put("format", manifest.format());
                json.put("madeBy", manifest.madeBy());
                json.put("madeAt", manifest.madeAt());
                to.writeByte(1);
                to.write(json.toString().getBytes(StandardCharsets.UTF_8));
            }
            case Section.OfRecord of -> {
                to.writeByte(2);
                text(to, of.collection());
                text(to, of.record().id());
                to.writeLong(of.record().revision());
                bytes(to, of.record().json());
            }
            case Section.OfDesign design -> {
                to.writeByte(3);
                text(to, design.designId());
            }
            case Section.OfCheckpoint of -> {
                to.writeByte(4);
                to.writeLong(of.checkpoint().sequence());
                bytes(to, of.checkpoint().payload());
            }
            case Section.OfEntry of -> {
                to.writeByte(5);
                to.writeLong(of.entry().sequence());
                to.writeLong(of.entry().fencingToken());
                text(to, of.entry().actor());
                bytes(to, of.entry().payload());
            }
            case Section.End end -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                json.put("records", end.report().records());
                json.put("designs", end.report().designs());
                json.put("checkpoints", end.report().checkpoints());
                json.put("entries", end.report().entries());
                json.put("sha256", end.sha256());
                to.writeByte(9);
                to.write(json.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void text(DataOutputStream to, String text) throws IOException {
        bytes(to, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(DataOutputStream to, byte[] bytes) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    /** Ends the file, flushes it to the disk and gives it its name; refuses to replace another. */
    BackupReport finish() throws IOException {
        out.flush();
        write(new Section.End(report, HexFormat.of().formatHex(digest.digest())));
        out.flush();
        file.getChannel().force(true);
        out.close();
        // a link and not a move: it fails where the name is taken
        Files.createLink(target, part);
        Files.delete(part);
        try (FileChannel directory = FileChannel.open(parent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
        return report;
    }

    private Path parent() {
        Path parent = target.getParent();
        return parent == null ? target : parent;
    }

    /** Leaves nothing behind that is not whole. */
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(part);
    }
}
