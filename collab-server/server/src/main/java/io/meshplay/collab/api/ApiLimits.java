package io.meshplay.collab.api;

import java.time.Duration;

/**
 * Every bound of the HTTP side; nothing else in this package holds a number.
 *
 * @param jsonBytesMax largest JSON body, in bytes, inclusive
 * @param importBytesMax largest file to import, in bytes, inclusive
 * @param jsonDepthMax deepest nesting of a JSON body, inclusive
 * @param pageSizeDefault items on a page if the query does not say
 * @param pageSizeMax most items on a page, inclusive
 * @param pageMax largest page number, inclusive
 * @param searchCharsMax longest search text, in UTF-16 units, inclusive
 * @param importsMax imports that are read at once; one more is asked to try again
 * @param answerWithin how long a request waits for rooms and store before it is told to try again
 * @param requestLineBytesMax longest request line, in bytes
 * @param headersBytesMax all headers of a request, in bytes
 * @param roleCharsMax longest name of a role, in UTF-16 units, inclusive
 * @param quotedCharsMax how much of the caller's text an answer repeats, in UTF-16 units
 * @param assetPathCharsMax longest path of a file of the web client, in UTF-16 units, inclusive
 * @param gzipBytesMin smallest file that is compressed, in bytes
 * @param lingerMax how long a connection stays open whose body is not wanted, so that the answer can be read
 * @param idleSecondsMax how long a connection may carry nothing before it is closed, in s; streams and sockets say more often
 *     that they live
 * @param probeWithin how long the probe of readiness waits for the store
 */
public record ApiLimits(
        int jsonBytesMax,
        int importBytesMax,
        int jsonDepthMax,
        int pageSizeDefault,
        int pageSizeMax,
        int pageMax,
        int searchCharsMax,
        int importsMax,
        Duration answerWithin,
        int requestLineBytesMax,
        int headersBytesMax,
        int roleCharsMax,
        int quotedCharsMax,
        int assetPathCharsMax,
        int gzipBytesMin,
        Duration lingerMax,
        int idleSecondsMax,
        Duration probeWithin) {
    /** What a server runs with. */
    public static final ApiLimits DEFAULTS = new ApiLimits(
            64 << 10,
            3 << 20,
            64,
            20,
            100,
            10_000,
            200,
            4,
            Duration.ofSeconds(15),
            8 << 10,
            16 << 10,
            20,
            100,
            200,
            1_024,
            Duration.ofSeconds(1),
            75,
            Duration.ofSeconds(2));

    /** Checks each bound. */
    public ApiLimits {
        require(jsonBytesMax >= 1_024, "jsonBytesMax", jsonBytesMax, ">= 1024");
        require(importBytesMax >= jsonBytesMax, "importBytesMax", importBytesMax, ">= jsonBytesMax");
        require(jsonDepthMax >= 1, "jsonDepthMax", jsonDepthMax, ">= 1");
        require(pageSizeDefault >= 1, "pageSizeDefault", pageSizeDefault, ">= 1");
        require(pageSizeMax >= pageSizeDefault, "pageSizeMax", pageSizeMax, ">= pageSizeDefault");
        require(pageMax >= 1, "pageMax", pageMax, ">= 1");
        require(searchCharsMax >= 1, "searchCharsMax", searchCharsMax, ">= 1");
        require(importsMax >= 1, "importsMax", importsMax, ">= 1");
        require(requestLineBytesMax >= 256, "requestLineBytesMax", requestLineBytesMax, ">= 256");
        require(headersBytesMax >= 256, "headersBytesMax", headersBytesMax, ">= 256");
        require(roleCharsMax >= 1, "roleCharsMax", roleCharsMax, ">= 1");
        require(quotedCharsMax >= 1, "quotedCharsMax", quotedCharsMax, ">= 1");
        require(assetPathCharsMax >= 1, "assetPathCharsMax", assetPathCharsMax, ">= 1");
        require(gzipBytesMin >= 1, "gzipBytesMin", gzipBytesMin, ">= 1");
        require(answerWithin.isPositive(), "answerWithin", answerWithin, "> 0");
        require(lingerMax.isPositive(), "lingerMax", lingerMax, "> 0");
        require(idleSecondsMax >= 1, "idleSecondsMax", idleSecondsMax, ">= 1");
        require(probeWithin.isPositive(), "probeWithin", probeWithin, "> 0");
    }

    private static void require(boolean holds, String name, Object value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("api." + name + " is " + value + ", must be " + bound);
        }
    }
}
