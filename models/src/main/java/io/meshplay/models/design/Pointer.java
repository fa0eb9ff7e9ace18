package io.meshplay.models.design;

import java.util.ArrayList;
import java.util.List;

/** JSON pointers, RFC 6901. */
public final class Pointer {
    private Pointer() {}

    /** {@return the pointer, one step further} */
    public static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** {@return the pointer, to an item of the list that it points to} */
    public static String child(String pointer, int index) {
        return pointer + "/" + index;
    }

    /** {@return whether this points into a map: it starts with a slash, and each {@code ~} is part of an escape} */
    public static boolean isValid(String pointer) {
        if (!pointer.startsWith("/")) {
            return false;
        }
        for (int i = pointer.indexOf('~'); i >= 0; i = pointer.indexOf('~', i + 1)) {
            if (i + 1 == pointer.length() || (pointer.charAt(i + 1) != '0' && pointer.charAt(i + 1) != '1')) {
                return false;
            }
        }
        return true;
    }

    /** {@return how many keys a valid pointer has} */
    static int depth(String pointer) {
        return Math.toIntExact(pointer.chars().filter(c -> c == '/').count());
    }

    /** {@return the keys along a valid pointer, unescaped} */
    public static List<String> keys(String pointer) {
        List<String> keys = new ArrayList<>();
        int start = 1;
        for (int end = pointer.indexOf('/', 1); end >= 0; end = pointer.indexOf('/', start)) {
            keys.add(unescaped(pointer.substring(start, end)));
            start = end + 1;
        }
        keys.add(unescaped(pointer.substring(start)));
        return keys;
    }

    /** {@return the pointers to what is around the value that a valid pointer points to, outermost first} */
    static List<String> around(String pointer) {
        List<String> around = new ArrayList<>();
        for (int end = pointer.indexOf('/', 1); end >= 0; end = pointer.indexOf('/', end + 1)) {
            around.add(pointer.substring(0, end));
        }
        return around;
    }

    private static String unescaped(String key) {
        return key.replace("~1", "/").replace("~0", "~");
    }
}
