package io.meshplay.collab.testing;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.socket.SocketLimits;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The product's limits with some of them changed by name. */
public final class Limits {
    private Limits() {}

    /** {@return room limits; {@code changes}: name, value, name, value…} */
    public static RoomLimits room(Object... changes) {
        return with(RoomLimits.DEFAULTS, changes);
    }

    /** {@return socket limits; {@code changes}: name, value, name, value…} */
    public static SocketLimits socket(Object... changes) {
        return with(SocketLimits.DEFAULTS, changes);
    }

    /** {@return limits of any feature, some of them changed; {@code changes}: name, value, name, value…} */
    @SuppressWarnings("unchecked")
    public static <T extends Record> T with(T defaults, Object... changes) {
        Map<String, Object> changed = new HashMap<>();
        for (int i = 0; i < changes.length; i += 2) {
            changed.put((String) changes[i], changes[i + 1]);
        }
        try {
            RecordComponent[] components = defaults.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                components[i].getAccessor().setAccessible(true);
                Object was = components[i].getAccessor().invoke(defaults);
                Object now = changed.remove(components[i].getName());
                values[i] = now == null ? was : now;
            }
            if (!changed.isEmpty()) {
                throw new IllegalArgumentException("no such limits: " + changed.keySet());
            }
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> constructor = defaults.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (T) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
