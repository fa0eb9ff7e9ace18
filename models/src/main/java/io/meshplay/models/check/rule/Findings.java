package io.meshplay.models.check.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.policy.Action;
import io.meshplay.models.relationship.rule.Reason;
import java.util.ArrayList;
import java.util.List;

/** Takes what checks find, up to a bound. One thread. */
public final class Findings {
    private static final String SECRET = "(secret)";

    private final CheckLimits limits;
    private final Check check;
    private final Subject subject;
    private final Collected into;

    /** What was taken so far. */
    public static final class Collected {
        private final List<CheckFinding> taken = new ArrayList<>();
        private int ignored;
        private int leftOut;

        /** {@return what was found, in the order in which it was} */
        public List<CheckFinding> taken() {
            return List.copyOf(taken);
        }

        /** {@return how many findings annotations rule out} */
        public int ignored() {
            return ignored;
        }

        /** {@return how many findings there were beyond the bound} */
        public int leftOut() {
            return leftOut;
        }
    }

    /** Takes the findings of one check of one component. */
    public Findings(CheckLimits limits, Check check, Subject subject, Collected into) {
        this.limits = limits;
        this.check = check;
        this.subject = subject;
        this.into = into;
    }

    /** Takes a finding. */
    public void add(Field at, String message, Action.PatchComponent... fix) {
        add(at.pointer(), shown(at), message, List.of(fix));
    }

    /** Takes a finding with any number of patches. */
    public void add(Field at, String message, List<Action.PatchComponent> fix) {
        add(at.pointer(), shown(at), message, fix);
    }

    /** Takes a finding whose value nobody is to see. */
    public void addSecret(Field at, String message) {
        add(at.pointer(), SECRET, message, List.of());
    }

    /** Takes a finding about something other than a value of the configuration. */
    public void add(String pointer, String value, String message, List<Action.PatchComponent> fix) {
        if (subject.ignored().contains(check.id())) {
            into.ignored++;
        } else if (into.taken.size() >= limits.findingsMax()) {
            into.leftOut++;
        } else {
            Component component = subject.component();
            into.taken.add(new CheckFinding(
                    check,
                    component.id(),
                    component.kind(),
                    subject.namespace(),
                    component.name(),
                    pointer,
                    holdsSecrets(pointer) ? SECRET : Words.cut(value, limits.valueCharsMax()),
                    Words.cut(message, limits.messageCharsMax()),
                    fix));
        }
    }

    private boolean holdsSecrets(String pointer) {
        return subject.is("Secret") && !pointer.startsWith("/metadata") && !pointer.isEmpty();
    }

    private String shown(Field at) {
        Json value = at.value();
        return value == null ? "" : JsonWriter.text(value);
    }

    /** {@return the patch that puts a value at a place of the component} */
    public Action.PatchComponent set(Field at, Json value) {
        return set(subject, at, value);
    }

    /** {@return the patch that puts a value at a place of another component} */
    public Action.PatchComponent set(Subject other, Field at, Json value) {
        return new Action.PatchComponent(other.component().id(), at.pointer(), value, reason());
    }

    /** {@return the patch that removes what is at a place of the component} */
    public Action.PatchComponent remove(Field at) {
        return remove(subject, at);
    }

    /** {@return the patch that removes what is at a place of another component} */
    public Action.PatchComponent remove(Subject other, Field at) {
        return new Action.PatchComponent(other.component().id(), at.pointer(), null, reason());
    }

    private Reason reason() {
        return new Reason(check.id(), "check", List.of(), check.title() + ".");
    }
}
