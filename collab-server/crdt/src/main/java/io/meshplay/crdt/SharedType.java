package io.meshplay.crdt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A root or a nested shared type with its sequence and its keys. */
final class SharedType {
    static final int KIND_OF_ROOT = -1;

    final @Nullable Item item;
    final String root;
    final int kind;
    final int depth;
    final Chain sequence;
    final Map<String, Chain> keys = new HashMap<>(4);

    /** A root: its kind is known to the programs only. */
    SharedType(String root) {
        this.item = null;
        this.root = root;
        this.kind = KIND_OF_ROOT;
        this.depth = 0;
        this.sequence = new Chain(this, null, new Touched(root, null));
    }

    /** A type that an item of {@code chain} holds. */
    SharedType(Item item, Chain chain, int kind) {
        this.item = item;
        this.root = chain.parent.root;
        this.kind = kind;
        this.depth = chain.parent.depth + 1;
        this.sequence = new Chain(this, null, chain.place);
    }

    /** Deleted types take nothing new: what is written into them becomes GC. */
    boolean deleted() {
        return item != null && item.deleted;
    }

    /** The list of a key; a missing one is made, and known to this type once it holds an item. */
    Chain chain(@Nullable String key) {
        if (key == null) {
            return sequence;
        }
        Chain chain = keys.get(key);
        if (chain == null) {
            chain = new Chain(this, key, item == null ? new Touched(root, key) : sequence.place);
        }
        return chain;
    }

    /** Only texts hold pieces of text: native code reads a pair of surrogates in a list for ever. */
    boolean mayHoldInSequence(int ref) {
        return switch (kind) {
            case Ref.TYPE_ARRAY, Ref.TYPE_XML_FRAGMENT, Ref.TYPE_XML_ELEMENT ->
                ref != Ref.STRING && ref != Ref.EMBED && ref != Ref.FORMAT;
            default -> true;
        };
    }

    /** Stock Yjs has no way to write these. */
    boolean mayHold(@Nullable String key) {
        return switch (kind) {
            case Ref.TYPE_MAP -> key != null;
            case Ref.TYPE_ARRAY, Ref.TYPE_XML_FRAGMENT -> key == null;
            default -> true;
        };
    }
}
