package io.meshplay.crdt.lib0;

import java.nio.charset.StandardCharsets;

/** Checks that bytes are one JSON value (RFC 8259) of bounded depth, without building it; the UTF-8 must have been checked. */
final class JsonScanner {
    /** What is wrong with an escaped half of a pair: JavaScript writes it, other parsers refuse it. */
    static final String LONE_SURROGATE = "an escaped half of a pair of surrogates";

    private static final int FINITE_DIGITS_MAX = 300;

    private final byte[] bytes;
    private final int to;
    private int at;

    private JsonScanner(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    static void check(byte[] bytes, int from, int to, int depthMax) throws MalformedException {
        JsonScanner scanner = new JsonScanner(bytes, from, to);
        scanner.space();
        scanner.value(depthMax);
        scanner.space();
        if (scanner.at != to) {
            throw scanner.bad();
        }
    }

    private void value(int depthLeft) throws MalformedException {
        switch (peek()) {
            case '{' -> object(depthLeft);
            case '[' -> array(depthLeft);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depthLeft) throws MalformedException {
        enter(depthLeft);
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            string();
            space();
            expect(':');
            space();
            value(depthLeft - 1);
            space();
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
            space();
        }
    }

    private void array(int depthLeft) throws MalformedException {
        enter(depthLeft);
        if (peek() == ']') {
            at++;
            return;
        }
        while (true) {
            value(depthLeft - 1);
            space();
            if (peek() == ']') {
                at++;
                return;
            }
            expect(',');
            space();
        }
    }

    private void enter(int depthLeft) throws MalformedException {
        if (depthLeft <= 0) {
            throw new MalformedException(at, "JSON nested too deep");
        }
        at++;
        space();
    }

    private void string() throws MalformedException {
        expect('"');
        while (true) {
            int c = peek();
            at++;
            if (c == '"') {
                return;
            }
            if (c >= 0 && c < 0x20) {
                throw bad();
            }
            if (c == '\\') {
                escape();
            }
        }
    }

    private void escape() throws MalformedException {
        int start = at - 1;
        int c = peek();
        at++;
        if (c != 'u') {
            if ("\"\\/bfnrt".indexOf(c) < 0) {
                throw bad();
            }
            return;
        }
        char unit = unit();
        if (Character.isLowSurrogate(unit)) {
            throw new MalformedException(start, LONE_SURROGATE);
        }
        if (Character.isHighSurrogate(unit)) {
            if (to - at < 6 || bytes[at] != '\\' || bytes[at + 1] != 'u') {
                throw new MalformedException(start, LONE_SURROGATE);
            }
            at += 2;
            if (!Character.isLowSurrogate(unit())) {
                throw new MalformedException(start, LONE_SURROGATE);
            }
        }
    }

    private char unit() throws MalformedException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw bad();
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private void number() throws MalformedException {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < to && bytes[at] == '.') {
            at++;
            digits();
        }
        boolean exponent = at < to && (bytes[at] | 0x20) == 'e';
        if (exponent) {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        requireFinite(start, exponent);
    }

    /** JavaScript reads a number above the range of a double as infinite and never writes it; other parsers refuse it. */
    private void requireFinite(int start, boolean exponent) throws MalformedException {
        boolean mayOverflow = exponent || at - start > FINITE_DIGITS_MAX;
        if (mayOverflow
                && Double.isInfinite(
                        Double.parseDouble(new String(bytes, start, at - start, StandardCharsets.ISO_8859_1)))) {
            throw new MalformedException(start, "a number above the range of a double");
        }
    }

    private void digits() throws MalformedException {
        int start = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw bad();
        }
    }

    private void word(String word) throws MalformedException {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void expect(char wanted) throws MalformedException {
        if (peek() != wanted) {
            throw bad();
        }
        at++;
    }

    private void space() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private int peek() throws MalformedException {
        if (at >= to) {
            throw bad();
        }
        return bytes[at];
    }

    private MalformedException bad() {
        return new MalformedException(at, "a string that is not JSON");
    }
}
