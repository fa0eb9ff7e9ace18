package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.RELIABILITY;
import static io.meshplay.models.check.rule.Category.RESOURCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.List;

/** Jobs, and what starts them by the clock. */
final class BatchChecks {
    private static final double CHECKED_EVERY_SECONDS = 10;

    private static final List<Rule> ALL = List.of(
            Rule.fixable(
                    "cron-job-overlap",
                    WARNING,
                    RELIABILITY,
                    "Runs of a CronJob may overlap",
                    "A run that takes too long meets the next one, and both are slower still. Set"
                            + " concurrencyPolicy to Forbid or Replace.",
                    (_, subject, out) -> overlap(subject, out)),
            Rule.fixable(
                    "cron-job-deadline",
                    INFO,
                    RELIABILITY,
                    "A CronJob has no deadline to start, or too short a one",
                    "After a hundred missed runs it never starts again; below 10 s it may never start at all. Set"
                            + " startingDeadlineSeconds.",
                    (_, subject, out) -> deadline(subject, out)),
            Rule.fixable(
                    "cron-job-history",
                    WARNING,
                    RELIABILITY,
                    "A CronJob keeps no failed run",
                    "When it fails nobody can see why. Remove failedJobsHistoryLimit.",
                    (_, subject, out) -> history(subject, out)),
            Rule.of(
                    "cron-job-schedule",
                    ERROR,
                    API,
                    "A CronJob has a schedule that cannot be read",
                    "The cluster refuses it. Write five fields, such as 30 3 * * *, or a word such as @daily.",
                    (_, subject, out) -> schedule(subject, out)),
            Rule.fixable(
                    "job-time-limit",
                    INFO,
                    RELIABILITY,
                    "A Job may run for ever",
                    "One that hangs holds its resources until somebody notices. Set activeDeadlineSeconds.",
                    (_, subject, out) -> timeLimit(subject, out)),
            Rule.fixable(
                    "job-left-behind",
                    INFO,
                    RESOURCES,
                    "A finished Job is never removed",
                    "Finished Jobs and their pods pile up. Set ttlSecondsAfterFinished.",
                    (_, subject, out) -> leftBehind(subject, out)));

    private BatchChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static void overlap(Subject subject, Findings out) {
        Field at = subject.at("spec", "concurrencyPolicy");
        if (subject.is("CronJob") && (at.absent() || at.text().equals("Allow"))) {
            out.add(at, "Runs of " + subject.title() + " may overlap.", out.set(at, Json.of("Forbid")));
        }
    }

    private static void deadline(Subject subject, Findings out) {
        Field at = subject.at("spec", "startingDeadlineSeconds");
        if (subject.is("CronJob") && at.number().orElse(0) < CHECKED_EVERY_SECONDS) {
            out.add(at, subject.title() + " has no time limit to start.", out.set(at, Json.of(300)));
        }
    }

    private static void history(Subject subject, Findings out) {
        Field at = subject.at("spec", "failedJobsHistoryLimit");
        if (subject.is("CronJob") && at.number().orElse(1) == 0) {
            out.add(at, subject.title() + " keeps no failed run.", out.remove(at));
        }
    }

    private static void schedule(Subject subject, Findings out) {
        Field at = subject.at("spec", "schedule");
        if (subject.is("CronJob") && !CronSchedule.isValid(at.text())) {
            out.add(at, "The schedule " + Words.quoted(at.text()) + " cannot be read.");
        }
    }

    private static void timeLimit(Subject subject, Findings out) {
        Field spec = subject.is("CronJob") ? subject.at("spec", "jobTemplate", "spec") : subject.at("spec");
        Field at = spec.at("activeDeadlineSeconds");
        if (subject.is("Job", "CronJob")
                && at.absent()
                && subject.podSpec().at("activeDeadlineSeconds").absent()) {
            out.add(at, subject.title() + " may run for ever.", out.set(at, Json.of(3_600)));
        }
    }

    private static void leftBehind(Subject subject, Findings out) {
        Field at = subject.at("spec", "ttlSecondsAfterFinished");
        if (subject.is("Job") && at.absent()) {
            out.add(at, subject.title() + " stays when it is finished.", out.set(at, Json.of(86_400)));
        }
    }
}
