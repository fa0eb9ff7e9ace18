package io.meshplay.collab.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.StoredRecord;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** Reads a backup section by section and believes none that does not fit its checksum. One thread. */
final class BackupReader implements AutoCloseable {
    /** Above any checkpoint; a length beyond it is damage and must not be allocated. */
    private static final int SECTION_BYTES_MAX = 1 << 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final DataInputStream in;
    private final MessageDigest digest = BackupWriter.sha256();
    private BackupReport report = BackupReport.NOTHING;
    private long offset;
    private String designId = "";
    private boolean begun;

    private BackupReader(Path file, DataInputStream in) {
        this.file = file;
        this.in = in;
    }

    static BackupReader open(Path file) throws IOException {
        BackupReader reader = new BackupReader(
                file, new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16)));
        byte[] magic = reader.in.readNBytes(BackupWriter.MAGIC.length);
        if (!Arrays.equals(magic, BackupWriter.MAGIC)) {
            reader.close();
            throw new DamagedException(file + " is no Meshplay backup");
        }
        reader.digest.update(magic);
        reader.offset = magic.length;
        return reader;
    }

    /** {@return the next section; after {@link Section.End} there is none} */
    Section next() throws IOException {
        String before = HexFormat.of().formatHex(copy(digest).digest());
        byte[] body;
        try {
            int length = in.readInt();
            if (length < 1 || length > SECTION_BYTES_MAX) {
                throw damaged("has a section of " + length + " bytes");
            }
            body = in.readNBytes(length);
            int crc = in.readInt();
            if (body.length != length || crc != crc(body)) {
                throw damaged("has a section that does not fit its checksum");
            }
            digest.update(ByteBuffer.allocate(4).putInt(0, length));
            digest.update(body);
            digest.update(ByteBuffer.allocate(4).putInt(0, crc));
        } catch (EOFException _) {
            throw damaged("ends in the middle");
        }
        Section section = section(body, before);
        report = report.with(section);
        offset += body.length + 8L;
        return section;
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int crc(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }

    private Section section(byte[] body, String before) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(body, 1, body.length - 1);
        if ((body[0] == 1) == begun) {
            throw damaged("has its manifest in the wrong place");
        }
        begun = true;
        try {
            return switch (body[0]) {
                case 1 -> manifest(json(body));
                case 2 -> new Section.OfRecord(text(rest), new StoredRecord(text(rest), rest.getLong(), bytes(rest)));
                case 3 -> {
                    designId = text(rest);
                    yield new Section.OfDesign(designId);
                }
                case 4 -> new Section.OfCheckpoint(new Checkpoint(designId, rest.getLong(), bytes(rest)));
                case 5 ->
                    new Section.OfEntry(
                            new JournalEntry(designId, rest.getLong(), rest.getLong(), text(rest), bytes(rest)));
                case 9 -> end(json(body), before);
                default -> throw damaged("has a section of the unknown kind " + body[0]);
            };
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException _) {
            throw damaged("has a section that is too short");
        }
    }

    private Section manifest(JsonNode json) {
        int format = json.path("format").asInt();
        if (format > BackupWriter.FORMAT) {
            throw new DamagedException("backup format " + format + " is newer than this program's "
                    + BackupWriter.FORMAT + ": upgrade Meshplay (" + file + ")");
        }
        return new Section.Manifest(
                format, json.path("madeBy").asText(), json.path("madeAt").asText());
    }

    private Section end(JsonNode json, String before) throws IOException {
        BackupReport counted = new BackupReport(
                json.path("records").asLong(),
                json.path("designs").asLong(),
                json.path("checkpoints").asLong(),
                json.path("entries").asLong());
        if (!counted.equals(report) || !json.path("sha256").asText().equals(before)) {
            throw damaged("holds something else than its end says");
        }
        if (in.read() >= 0) {
            throw damaged("goes on behind its end");
        }
        return new Section.End(counted, before);
    }

    private static String text(ByteBuffer from) {
        return new String(bytes(from), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) {
            throw new IndexOutOfBoundsException(length);
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private JsonNode json(byte[] body) throws IOException {
        try {
            return JSON.readTree(body, 1, body.length - 1);
        } catch (JacksonException _) {
            throw damaged("has a section that is no JSON");
        }
    }

    private DamagedException damaged(String how) {
        return new DamagedException(file + " " + how + ", at byte " + offset + ": take another backup");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
