package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/**
 * A place that an update inserts into or deletes from.
 *
 * @param root name of the root type
 * @param key key of the outermost item in the root map (a component's id), null for sequence content of a root
 */
public record Touched(String root, @Nullable String key) {}
