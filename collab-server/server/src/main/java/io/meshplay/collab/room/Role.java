package io.meshplay.collab.room;

/** Rights of a session on one design, weakest first. */
public enum Role {
    /** Sees the document and has presence. */
    VIEWER,
    /** Writes in the root {@code comments} only. */
    COMMENTER,
    /** Writes everywhere. */
    EDITOR,
    /** An editor who also shares and deletes. */
    OWNER
}
