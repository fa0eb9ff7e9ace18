package io.meshplay.models.convert.text;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** A file's bytes as text, with lines and columns. */
final class SourceText {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /** {@return the text of a UTF-8 file; what is no text is refused where it stands} */
    static String of(byte[] file, ImportLimits limits) {
        if (file.length > limits.bytesMax()) {
            throw new ImportRefusedException(Kind.TOO_LARGE, "The file has more than " + limits.bytesMax() + " bytes.");
        }
        refuseUtf16(file);
        CharBuffer decoded = CharBuffer.allocate(file.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(ByteBuffer.wrap(file), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            throw refused(Kind.NOT_TEXT, "The file is no UTF-8 text. Save it as UTF-8.", text, text.length());
        }
        int zero = text.indexOf('\0');
        if (zero >= 0) {
            throw refused(Kind.NOT_TEXT, "The file has a NUL character; it is no text file.", text, zero);
        }
        if (text.codePointCount(0, text.length()) > limits.codePointsMax()) {
            throw new ImportRefusedException(
                    Kind.TOO_LARGE, "The file is longer than " + limits.codePointsMax() + " characters.");
        }
        text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        if (text.isBlank()) {
            throw new ImportRefusedException(Kind.EMPTY, "The file is empty.");
        }
        return text;
    }

    private static void refuseUtf16(byte[] file) {
        boolean marked = file.length > 1
                && ((file[0] == (byte) 0xFE && file[1] == (byte) 0xFF)
                        || (file[0] == (byte) 0xFF && file[1] == (byte) 0xFE));
        if (marked) {
            throw new ImportRefusedException(
                    new ImportRefusal(Kind.NOT_TEXT, "The file is UTF-16. Save it as UTF-8.", 1, 1));
        }
    }

    /** A refusal of what stands at an index of the text. */
    static ImportRefusedException refused(Kind kind, String message, String text, int index) {
        int line = 1;
        int start = 0;
        for (int next = text.indexOf('\n'); next >= 0 && next < index; next = text.indexOf('\n', start)) {
            line++;
            start = next + 1;
        }
        int column = text.codePointCount(start, Math.max(start, index)) + 1;
        return new ImportRefusedException(new ImportRefusal(kind, message, line, column));
    }
}
