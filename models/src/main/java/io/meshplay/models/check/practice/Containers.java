package io.meshplay.models.check.practice;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import java.util.ArrayList;
import java.util.List;

/** Goes through the containers of pods. */
final class Containers {
    private static final String SECURITY = "securityContext";

    private Containers() {}

    /** Looks at one container. */
    @FunctionalInterface
    interface ContainerInspection {
        void inspect(Subject subject, Field container, Findings out);
    }

    /** Looks at one container that stays up, and at what is around it. */
    @FunctionalInterface
    interface ContainerAmongInspection {
        void inspect(CheckedDesign design, Subject subject, Field container, Findings out);
    }

    /** {@return what looks at every container, those that run first too} */
    static Inspection each(ContainerInspection inspection) {
        return (_, subject, out) -> {
            for (Field container : subject.allContainers()) {
                if (container.isMap()) {
                    inspection.inspect(subject, container, out);
                }
            }
        };
    }

    /** {@return what looks at the containers that stay up} */
    static Inspection lasting(ContainerAmongInspection inspection) {
        return (design, subject, out) -> {
            for (Field container : subject.containers()) {
                if (container.isMap()) {
                    inspection.inspect(design, subject, container, out);
                }
            }
        };
    }

    /** {@return what the container's security context says, or else the pod's} */
    static Field effective(Subject subject, Field container, String... keys) {
        Field own = container.at(SECURITY).at(keys);
        return own.absent() ? subject.podSpec().at(SECURITY).at(keys) : own;
    }

    static String title(Field container) {
        return "Container " + Words.quoted(container.at("name").text());
    }

    /** {@return the declared ports of a container that are maps} */
    static List<Field> ports(Field container) {
        return container.at("ports").items().stream().filter(Field::isMap).toList();
    }

    /** {@return the declared ports of all containers that stay up} */
    static List<Field> ports(Subject subject) {
        List<Field> ports = new ArrayList<>();
        subject.containers().forEach(container -> ports.addAll(ports(container)));
        return ports;
    }

    /** {@return whether it is a controller that replaces its pods} */
    static boolean lasts(Subject subject) {
        return subject.is("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController");
    }
}
