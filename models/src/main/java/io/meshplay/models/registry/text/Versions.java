package io.meshplay.models.registry.text;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of versions as people number them: {@code v1.9 < v1.10-rc.1 < 1.10}; and of Kubernetes APIs. */
public final class Versions {
    /** Lowest first. Numbers count as numbers, a pre-release stands before its release, any text has its place. */
    public static final Comparator<String> ORDER = Versions::compare;

    /** Lowest first: {@code v1alpha1 < v1beta1 < v1 < v2}; what is no such version comes before all. */
    public static final Comparator<String> API_ORDER =
            Comparator.comparingLong(Versions::apiRank).thenComparing(Comparator.naturalOrder());

    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");
    private static final Pattern API = Pattern.compile("(?:.*/)?v([0-9]{1,4})(?:(alpha|beta)([0-9]{0,4}))?");

    private Versions() {}

    private static int compare(String left, String right) {
        int order = parts(core(left), core(right));
        if (order == 0) {
            order = preRelease(left, right);
        }
        return order != 0 ? order : left.compareTo(right);
    }

    private static String core(String version) {
        String text = version.startsWith("v") || version.startsWith("V") ? version.substring(1) : version;
        int dash = cut(text);
        return dash < 0 ? text : text.substring(0, dash);
    }

    private static int cut(String text) {
        int dash = text.indexOf('-');
        int plus = text.indexOf('+');
        return plus >= 0 && (dash < 0 || plus < dash) ? plus : dash;
    }

    private static int preRelease(String left, String right) {
        int a = left.indexOf('-');
        int b = right.indexOf('-');
        if (a < 0 || b < 0) {
            return Boolean.compare(a < 0, b < 0);
        }
        return parts(left.substring(a), right.substring(b));
    }

    private static int parts(String left, String right) {
        Matcher a = PART.matcher(left);
        Matcher b = PART.matcher(right);
        while (true) {
            boolean hasLeft = a.find();
            boolean hasRight = b.find();
            if (!hasLeft || !hasRight) {
                return Boolean.compare(hasLeft, hasRight);
            }
            int order = part(a.group(), b.group());
            if (order != 0) {
                return order;
            }
        }
    }

    private static int part(String left, String right) {
        boolean leftNumber = Character.isDigit(left.charAt(0));
        boolean rightNumber = Character.isDigit(right.charAt(0));
        if (leftNumber != rightNumber) {
            return Boolean.compare(leftNumber, rightNumber);
        }
        if (!leftNumber) {
            return left.compareToIgnoreCase(right);
        }
        String a = left.replaceFirst("^0+(?=.)", "");
        String b = right.replaceFirst("^0+(?=.)", "");
        return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
    }

    private static long apiRank(String apiVersion) {
        Matcher api = API.matcher(apiVersion);
        if (!api.matches()) {
            return -1;
        }
        String stage = api.group(2);
        long stability = stage == null ? 2 : stage.equals("beta") ? 1 : 0;
        String minor = api.group(3);
        long number = minor == null || minor.isEmpty() ? 0 : Long.parseLong(minor);
        return stability * 100_000_000 + Long.parseLong(api.group(1)) * 10_000 + number;
    }
}
