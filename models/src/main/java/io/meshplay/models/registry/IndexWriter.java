package io.meshplay.models.registry;

import io.meshplay.models.registry.ContentWriter.Slot;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the index of a registry: every text once, then records of numbers. {@link IndexReader} is its other half. */
final class IndexWriter {
    private final Map<String, Integer> texts = new HashMap<>();
    private final ByteArrayOutputStream textBytes = new ByteArrayOutputStream();
    private final DataOutputStream textOut = new DataOutputStream(textBytes);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private IndexWriter() {}

    /**
     * Makes the bytes of an index.
     *
     * @param trees content of each relationship's file, in the order of the relationships
     */
    static byte[] write(RegistryContent content, List<byte[]> trees, Map<Digest, Slot> slots) throws IOException {
        var writer = new IndexWriter();
        writer.slots(slots);
        writer.out.writeInt(content.models().size());
        for (ModelDefinition model : content.models()) {
            writer.model(model);
        }
        writer.out.writeInt(content.components().size());
        for (ComponentDefinition component : content.components()) {
            writer.component(component);
        }
        writer.out.writeInt(trees.size());
        for (int i = 0; i < trees.size(); i++) {
            writer.relationship(content.relationships().get(i).origin().source(), content, i, trees.get(i));
        }
        return writer.finish();
    }

    private byte[] finish() throws IOException {
        var all = new ByteArrayOutputStream();
        var head = new DataOutputStream(all);
        head.writeInt(texts.size());
        textBytes.writeTo(head);
        bytes.writeTo(head);
        return all.toByteArray();
    }

    private void slots(Map<Digest, Slot> slots) throws IOException {
        List<Map.Entry<Digest, Slot>> sorted = slots.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().offset()))
                .toList();
        out.writeInt(sorted.size());
        for (Map.Entry<Digest, Slot> entry : sorted) {
            digest(entry.getKey());
            out.writeLong(entry.getValue().offset());
            out.writeInt(entry.getValue().packedBytes());
            out.writeInt(entry.getValue().bytes());
        }
    }

    private void model(ModelDefinition model) throws IOException {
        texts(
                model.name(),
                model.version(),
                model.displayName(),
                model.description(),
                model.category(),
                model.subCategory(),
                model.registrant(),
                model.status(),
                model.schemaVersion(),
                model.definitionVersion(),
                model.source());
        out.writeBoolean(model.annotation());
        optional(model.details());
    }

    private void component(ComponentDefinition component) throws IOException {
        texts(
                component.model().name(),
                component.model().version(),
                component.apiVersion(),
                component.kind(),
                component.displayName(),
                component.description(),
                component.status(),
                component.shape(),
                component.color(),
                component.schemaVersion(),
                component.definitionVersion(),
                component.source());
        out.writeByte(IndexReader.SCOPES.indexOf(component.scope()));
        out.writeBoolean(component.annotation());
        out.writeBoolean(component.storage());
        optional(component.schema());
        optional(component.icon());
        digest(component.details());
    }

    private void relationship(String source, RegistryContent content, int index, byte[] tree) throws IOException {
        texts(source, content.relationships().get(index).origin().model());
        out.writeInt(tree.length);
        out.write(tree);
    }

    private void optional(@Nullable Digest digest) throws IOException {
        out.writeBoolean(digest != null);
        if (digest != null) {
            digest(digest);
        }
    }

    private void digest(Digest digest) throws IOException {
        out.writeLong(digest.a());
        out.writeLong(digest.b());
        out.writeLong(digest.c());
        out.writeLong(digest.d());
    }

    private void texts(String... values) throws IOException {
        for (String value : values) {
            Integer known = texts.get(value);
            if (known == null) {
                known = texts.size();
                texts.put(value, known);
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                textOut.writeInt(utf8.length);
                textOut.write(utf8);
            }
            out.writeInt(known);
        }
    }
}
