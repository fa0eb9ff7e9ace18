package io.meshplay.load.sync;

import java.util.List;

/** The stock providers by the names that the scenarios know. */
final class Kinds {
    static final List<String> SYNC = List.of("y-websocket-1", "y-websocket-2", "y-websocket-3");
    static final List<String> COLLAB = List.of("hocuspocus-3", "hocuspocus-4");
    static final List<String> ALL =
            List.of("y-websocket-1", "y-websocket-2", "y-websocket-3", "hocuspocus-3", "hocuspocus-4");

    private Kinds() {}

    static List<String> sync() {
        return SYNC;
    }

    static List<String> collab() {
        return COLLAB;
    }

    static List<String> all() {
        return ALL;
    }
}
