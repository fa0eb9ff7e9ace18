package io.meshplay.collab.presence;

import io.lettuce.core.RedisCommandTimeoutException;
import io.vertx.core.Future;
import java.util.List;

/** Says what is wrong with a Redis, and whether waiting helps. What Redis answers to our own commands holds no secret. */
final class RedisFailures {
    static final String VERSION_MIN = "6.2";
    private static final List<String> CREDENTIALS =
            List.of("WRONGPASS", "NOAUTH", "ERR invalid password", "ERR AUTH", "ERR Client sent AUTH");

    private RedisFailures() {}

    /** {@return the same failure, as one that refuses the start if waiting does not help} */
    static Throwable refusal(String place, Throwable failure) {
        String answer = answer(failure);
        if (isCredentials(answer)) {
            return new RedisRefusedException(
                    "Redis at " + place + " refuses the user or the password: correct --redis or MESHPLAY_REDIS");
        }
        if (answer.startsWith("NOPERM")) {
            return new RedisRefusedException("Redis at " + place + " lets its user not do what presence needs ("
                    + answer + "): give the user the commands that docs/spec/presence.md lists");
        }
        if (answer.startsWith("ERR DB index") || answer.startsWith("ERR invalid DB index")) {
            return new RedisRefusedException(
                    "Redis at " + place + " has no such database: correct the number at the end of --redis");
        }
        return failure;
    }

    private static boolean isCredentials(String answer) {
        return CREDENTIALS.stream().anyMatch(answer::startsWith);
    }

    /** {@return what is wrong, in words for the log} */
    static String reason(Throwable failure) {
        String answer = answer(failure);
        if (isCredentials(answer)) {
            return "it refuses the user or the password";
        }
        if (answer.startsWith("OOM")) {
            return "it is out of memory: give it more maxmemory";
        }
        if (answer.startsWith("READONLY")) {
            return "it is a replica: name the primary";
        }
        if (answer.startsWith("LOADING")) {
            return "it still reads its data";
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RedisCommandTimeoutException) {
                return "it does not answer";
            }
        }
        return answer.isEmpty() ? failure.getClass().getSimpleName() : answer;
    }

    /** The innermost message: the outer ones only say that something failed. */
    private static String answer(Throwable failure) {
        String message = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = cause.getMessage();
            message = text == null || text.isEmpty() ? message : text;
        }
        return message;
    }

    /**
     * Checks the version of a Redis.
     *
     * @param info what {@code INFO server} answers
     */
    static Future<Void> checkVersion(String place, String info) {
        String version = info.lines()
                .filter(line -> line.startsWith("redis_version:"))
                .map(line -> line.substring("redis_version:".length()).strip())
                .findFirst()
                .orElse("");
        return newEnough(version)
                ? Future.succeededFuture()
                : Future.failedFuture(new RedisRefusedException("Redis at " + place + " is "
                        + (version.isEmpty() ? "of an unknown version" : "version " + version) + ": use " + VERSION_MIN
                        + " or newer"));
    }

    static boolean newEnough(String version) {
        String[] parts = version.split("\\.", -1);
        if (parts.length < 2 || !parts[0].matches("[0-9]{1,6}") || !parts[1].matches("[0-9]{1,6}")) {
            return false;
        }
        int major = Integer.parseInt(parts[0]);
        return major > 6 || (major == 6 && Integer.parseInt(parts[1]) >= 2);
    }
}
