package io.meshplay.models.relationship;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.RelationshipDefinition.ModelName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Names of rules and ids of inferred relationships: the same everywhere for the same content (UUIDv5, RFC 9562). */
public final class RelationshipKey {
    private static final UUID NAMESPACE = UUID.fromString("5a7c1c0e-3f0b-5d5e-9a51-0d6c1f3c9b7a");

    private RelationshipKey() {}

    /** {@return the key of a definition: its id when it is built in, else what its content says} */
    public static String of(String id, Origin origin, String classification, ModelName model, Json.Fields file) {
        if (origin.builtIn() && !id.isEmpty()) {
            return id;
        }
        Json selectors = file.find("selectors");
        String content = classification + model.name() + JsonWriter.text(selectors == null ? Json.NIL : selectors);
        return model.name() + "/" + classification + "/"
                + uuid(content).toString().substring(0, 8);
    }

    /** {@return the UUIDv5 of parts, which are told apart} */
    public static UUID uuid(String... parts) {
        var content = new StringBuilder();
        for (String part : parts) {
            content.append(part.length()).append(':').append(part);
        }
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .flip());
        var digest = ByteBuffer.wrap(sha1.digest(content.toString().getBytes(StandardCharsets.UTF_8)));
        return new UUID(
                (digest.getLong() & ~0xf000L) | 0x5000L,
                (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
