package io.meshplay.crdt;

/** Numbers of the Yjs v1 encoding: content references, flags of the info byte, type references. */
final class Ref {
    static final int GC = 0;
    static final int DELETED = 1;
    static final int JSON = 2;
    static final int BINARY = 3;
    static final int STRING = 4;
    static final int EMBED = 5;
    static final int FORMAT = 6;
    static final int TYPE = 7;
    static final int ANY = 8;
    static final int DOCUMENT = 9;
    static final int SKIP = 10;

    static final int HAS_ORIGIN = 0x80;
    static final int HAS_RIGHT_ORIGIN = 0x40;
    static final int HAS_KEY = 0x20;

    static final int TYPE_ARRAY = 0;
    static final int TYPE_MAP = 1;
    static final int TYPE_TEXT = 2;
    static final int TYPE_XML_ELEMENT = 3;
    static final int TYPE_XML_FRAGMENT = 4;
    static final int TYPE_XML_HOOK = 5;
    static final int TYPE_XML_TEXT = 6;

    static final int ANY_OBJECT = 118;

    private Ref() {}
}
