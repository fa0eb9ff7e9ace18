package io.meshplay.crdt.fuzz;

import io.meshplay.crdt.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all cases of a run. */
final class Tally {
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private int cases;
    private long cpuMillisMax;
    private double allocationMax;

    void count(String outcome) {
        cases++;
        outcomes.merge(outcome, 1, Integer::sum);
    }

    void count(Refusal refusal) {
        count("refused " + refusal.code());
    }

    void cost(long cpuMillis, long allocated, int bytes) {
        cpuMillisMax = Math.max(cpuMillisMax, cpuMillis);
        allocationMax = Math.max(allocationMax, (double) allocated / (64L * bytes + (1 << 20)));
    }

    void fail(String what) {
        failures.add(what);
    }

    int cases() {
        return cases;
    }

    List<String> failures() {
        return failures;
    }

    FuzzRun.Report report(int documents, long seconds) {
        return new FuzzRun.Report(
                cases,
                Collections.unmodifiableMap(outcomes),
                documents,
                cpuMillisMax,
                Math.round(allocationMax * 100) / 100.0,
                seconds,
                List.copyOf(failures));
    }
}
