package io.meshplay.collab.room;

import io.meshplay.crdt.lib0.Lib0Reader;
import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The payload of a checkpoint, in lib0 terms: {@code uint8 1, varString epoch, varUint n, n × (varString identity,
 * varUint m, m × varUint client id), varBytes state}.
 */
final class CheckpointCodec {
    private static final int FORM = 1;

    private CheckpointCodec() {}

    /** What a checkpoint holds. {@code epoch}: history line {@code owners}: client id → identity {@code state}: v1 update */
    record Content(String epoch, Map<Long, String> owners, byte[] state) {}

    static byte[] encode(Content content) {
        Map<String, Map<Long, Boolean>> byIdentity = new TreeMap<>();
        content.owners()
                .forEach((id, identity) -> byIdentity
                        .computeIfAbsent(identity, _ -> new TreeMap<>())
                        .put(id, true));
        Lib0Writer writer = new Lib0Writer().writeByte(FORM).writeString(content.epoch());
        writer.writeVarUint(byIdentity.size());
        byIdentity.forEach((identity, ids) -> {
            writer.writeString(identity).writeVarUint(ids.size());
            ids.keySet().forEach(writer::writeVarUint);
        });
        return writer.writeBytes(content.state()).toBytes();
    }

    static Content decode(byte[] bytes) throws MalformedException {
        Lib0Reader reader = new Lib0Reader(bytes);
        int form = reader.readByte();
        if (form != FORM) {
            throw new MalformedException(0, "checkpoint form " + form + ", must be " + FORM);
        }
        String epoch = reader.readString();
        Map<Long, String> owners = new LinkedHashMap<>();
        long identities = reader.readVarUint();
        for (long i = 0; i < identities; i++) {
            String identity = reader.readString();
            for (long id : ClientIds.readIds(reader)) {
                owners.put(id, identity);
            }
        }
        return new Content(epoch, owners, reader.readBytes());
    }
}
