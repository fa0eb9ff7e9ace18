/**
 * The store of many nodes: a MongoDB database, by the official driver on virtual threads. One thread appends for everybody,
 * a few others read and write all else; {@link io.meshplay.collab.store.mongo.MongoStore#open} is the door.
 * docs/adr/0007 has the reasons and the figures, docs/spec/store.md the layout.
 */
@NullMarked
package io.meshplay.collab.store.mongo;

import org.jspecify.annotations.NullMarked;
