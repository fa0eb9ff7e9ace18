package io.meshplay.load.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all attackers together sent and found. Safe for any thread. */
final class FrameTally {
    private static final int FINDINGS_MAX = 100;
    private static final int SHOWN_BYTES_MAX = 2_048;

    private final Map<String, Integer> kinds = new TreeMap<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private int frames;
    private int rooms;
    private int connects;
    private int hangs;
    private long slowestMillis;

    synchronized void sent(String kind) {
        frames++;
        kinds.merge(kind, 1, Integer::sum);
    }

    synchronized void outcome(String what) {
        outcomes.merge(what, 1, Integer::sum);
    }

    synchronized void refused(String code) {
        outcomes.merge("refused", 1, Integer::sum);
        refusals.merge(code, 1, Integer::sum);
    }

    synchronized void room() {
        rooms++;
    }

    synchronized void connected() {
        connects++;
    }

    synchronized void took(long millis) {
        slowestMillis = Math.max(slowestMillis, millis);
    }

    synchronized void hang(String what, byte[] bytes) {
        hangs++;
        found(what, bytes);
    }

    synchronized void found(String what, byte[] bytes) {
        if (findings.size() < FINDINGS_MAX) {
            var shown = bytes.length > SHOWN_BYTES_MAX ? SHOWN_BYTES_MAX : bytes.length;
            findings.add(what + ": " + bytes.length + " bytes " + HexFormat.of().formatHex(bytes, 0, shown));
        }
    }

    synchronized FrameReport report(long seconds, int deaths, double loopDelay, Canaries.Figures figures) {
        return new FrameReport(
                frames,
                new TreeMap<>(kinds),
                new TreeMap<>(outcomes),
                new TreeMap<>(refusals),
                rooms,
                connects,
                seconds,
                deaths,
                slowestMillis,
                hangs,
                figures.quietEdit(),
                figures.attackedEdit(),
                figures.quietReply(),
                figures.attackedReply(),
                loopDelay,
                List.copyOf(findings));
    }
}
