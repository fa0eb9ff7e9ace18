package io.meshplay.collab.node;

/** The status codes with which a node answers another one's call. */
final class NodeAnswer {
    static final int REFUSED = 401;
    static final int DAMAGED = 409;
    static final int TOO_LARGE = 413;
    static final int NOT_OWNER = 421;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private NodeAnswer() {}
}
