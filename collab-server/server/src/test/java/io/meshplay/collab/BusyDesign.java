package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A design that somebody renames again and again, {@code Name 1} and on, while something else is done; now and then its
 * room is flushed and another design made.
 */
record BusyDesign(String id, long acknowledgedBefore) {
    /** Does the work once so many names are acknowledged; edits have to go on meanwhile. */
    static BusyDesign during(RunningServer server, int namesFirst, int flushEach, Runnable work) throws Exception {
        String designId = server.design("Busy");
        var acknowledged = new AtomicLong();
        var over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1; !over.get(); i++) {
                server.rename(designId, "Name " + i);
                acknowledged.set(i);
                if (i % flushEach == 0) {
                    server.send("POST", "/api/v1/admin/rooms/" + designId + "/flush", "{}");
                    server.design("Another " + i);
                }
            }
        });
        while (acknowledged.get() < namesFirst) {
            Thread.onSpinWait();
        }
        long before = acknowledged.get();
        work.run();
        over.set(true);
        writer.join();
        assertThat(acknowledged.get()).isGreaterThan(before);
        return new BusyDesign(designId, before);
    }

    /** Nothing that was acknowledged before the work is missing on this server. */
    void assertOn(RunningServer server) {
        String name = server.json("GET", "/api/v1/designs/" + id + "/content", "")
                .path("name")
                .textValue();
        assertThat(Long.parseLong(name.substring("Name ".length()))).isGreaterThanOrEqualTo(acknowledgedBefore);
    }
}
