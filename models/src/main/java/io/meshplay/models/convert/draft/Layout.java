package io.meshplay.models.convert.draft;

import io.meshplay.models.design.Position;
import io.meshplay.models.design.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives each component of a foreign file a place. Positions of the file keep their arrangement, and are spread as far as
 * our larger nodes need; components without one stand in a grid; containers are drawn around what they hold.
 */
final class Layout {
    private static final double GAP = 40;
    private static final double PADDING = 32;
    private static final double LABEL = 32;
    private static final double FACTOR_MAX = 10;
    private static final double CASCADE = 28;
    private static final int DEPTH_MAX = 32;
    private static final String TOP = "";

    private final List<DraftComponent> components;
    private final Map<String, DraftComponent> byId = new HashMap<>();
    /** Component to the id of the container that it is drawn in. */
    private final Map<DraftComponent, String> containers = new HashMap<>();
    /** Container to what is drawn in it; the key of what is in none is empty. */
    private final Map<String, List<DraftComponent>> contents = new LinkedHashMap<>();

    Layout(List<DraftComponent> components) {
        this.components = components;
        components.forEach(component -> byId.put(component.id, component));
        components.forEach(component -> containers.put(component, nearest(component)));
        components.forEach(component -> contents.computeIfAbsent(container(component), _ -> new ArrayList<>())
                .add(component));
    }

    void arrange() {
        List<DraftComponent> placed = components.stream()
                .filter(component -> component.position != null)
                .toList();
        spread(placed);
        cascade(placed);
        for (DraftComponent component : components) {
            if (component.position == null && container(component).isEmpty()) {
                measure(component);
            }
        }
        grid(unplaced(TOP), PADDING, placed.isEmpty() ? PADDING : bottom(placed) + 2 * GAP);
        components.stream().filter(component -> container(component).isEmpty()).forEach(this::enclose);
    }

    /**
     * {@return the id of the nearest container around a component; a parent of another kind is not drawn as one, and what
     * is nested deeper than anybody draws is drawn at the top}
     */
    private String nearest(DraftComponent component) {
        String nearest = TOP;
        int depth = 0;
        for (var around = byId.get(component.parent); around != null; around = byId.get(around.parent)) {
            if (around.holdsOthers()) {
                nearest = depth == 0 ? around.id : nearest;
                depth++;
            }
        }
        return depth > DEPTH_MAX ? TOP : nearest;
    }

    private String container(DraftComponent component) {
        return containers.getOrDefault(component, TOP);
    }

    private List<DraftComponent> contents(DraftComponent component) {
        return component.holdsOthers() ? contents.getOrDefault(component.id, List.of()) : List.of();
    }

    private List<DraftComponent> unplaced(String container) {
        return contents.getOrDefault(container, List.of()).stream()
                .filter(component -> component.position == null)
                .toList();
    }

    private void spread(List<DraftComponent> placed) {
        double factor = factor(placed.stream()
                .filter(component -> !component.annotation() && !component.holdsOthers())
                .toList());
        for (DraftComponent component : placed) {
            Position at = component.place();
            component.position = Places.at(at.x() * factor, at.y() * factor);
        }
    }

    /** {@return the smallest whole factor from 1 that keeps nodes apart which are apart in the file} */
    private static double factor(List<DraftComponent> nodes) {
        double factor = 1;
        for (int i = 0; i < nodes.size() && factor < FACTOR_MAX; i++) {
            Position one = nodes.get(i).place();
            for (DraftComponent node : nodes.subList(i + 1, nodes.size())) {
                double x = Math.abs(one.x() - node.place().x());
                double y = Math.abs(one.y() - node.place().y());
                double needed = Math.min((Size.NODE.width() + GAP) / x, (Size.NODE.height() + GAP) / y);
                factor = Double.isFinite(needed) ? Math.max(factor, needed) : factor;
            }
        }
        return Math.min(FACTOR_MAX, Math.ceil(factor));
    }

    /** Nodes on one spot would hide each other. */
    private static void cascade(List<DraftComponent> placed) {
        Set<Position> taken = new HashSet<>();
        for (DraftComponent component : placed) {
            Position at = component.place();
            while (!taken.add(at)) {
                at = Places.at(at.x() + CASCADE, at.y() + CASCADE);
            }
            component.position = at;
        }
    }

    private static double bottom(List<DraftComponent> placed) {
        return placed.stream()
                .mapToDouble(
                        component -> component.place().y() + component.room().height())
                .max()
                .orElse(0);
    }

    /** Finds out how much room a container without a place takes, with its contents in a grid. */
    private void measure(DraftComponent component) {
        List<DraftComponent> inside = contents(component);
        inside.stream().filter(held -> held.position == null).forEach(this::measure);
        if (!inside.isEmpty()) {
            component.size = new Grid(inside).size();
        }
    }

    private void grid(List<DraftComponent> unplaced, double left, double top) {
        if (unplaced.isEmpty()) {
            return;
        }
        Map<DraftComponent, Position> places = new Grid(unplaced).places();
        for (DraftComponent component : unplaced) {
            Position inGrid = places.getOrDefault(component, Position.ORIGIN);
            Position at = Places.at(left + inGrid.x(), top + inGrid.y());
            component.position = at;
            grid(unplaced(component.id), at.x() + PADDING, at.y() + PADDING + LABEL);
        }
    }

    /** Draws a container around what it holds, the innermost first. */
    private void enclose(DraftComponent component) {
        List<DraftComponent> inside = contents(component);
        inside.forEach(this::enclose);
        if (inside.isEmpty()) {
            return;
        }
        List<DraftComponent> late = unplaced(component.id);
        List<DraftComponent> placed =
                inside.stream().filter(held -> held.position != null).toList();
        double left =
                placed.stream().mapToDouble(held -> held.place().x()).min().orElse(0);
        if (!late.isEmpty()) {
            late.forEach(this::measure);
            grid(late, left, placed.isEmpty() ? 0 : bottom(placed) + GAP);
        }
        double top = inside.stream().mapToDouble(held -> held.place().y()).min().orElse(0);
        double right = inside.stream()
                .mapToDouble(held -> held.place().x() + held.room().width())
                .max()
                .orElse(0);
        component.position = Places.at(left - PADDING, top - PADDING - LABEL);
        component.size = Places.size(right - left + 2 * PADDING, bottom(inside) - top + 2 * PADDING + LABEL);
    }

    /** Components in rows of about as many as there are rows, in the order of the file. */
    private static final class Grid {
        private final Map<DraftComponent, Position> places = new HashMap<>();
        private double width;
        private double height;

        private Grid(List<DraftComponent> components) {
            int columns = (int) Math.ceil(Math.sqrt(components.size()));
            double column = components.stream()
                    .mapToDouble(component -> component.room().width())
                    .max()
                    .orElse(0);
            for (int first = 0; first < components.size(); first += columns) {
                List<DraftComponent> row = components.subList(first, Math.min(components.size(), first + columns));
                double y = first == 0 ? 0 : height + GAP;
                for (int i = 0; i < row.size(); i++) {
                    places.put(row.get(i), Places.at(i * (column + GAP), y));
                    width = Math.max(width, i * (column + GAP) + column);
                    height = Math.max(height, y + row.get(i).room().height());
                }
            }
        }

        private Map<DraftComponent, Position> places() {
            return places;
        }

        private Size size() {
            return Places.size(width + 2 * PADDING, height + 2 * PADDING + LABEL);
        }
    }
}
