package io.meshplay.models.convert.text;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the documents of a text file. A document of a YAML file that cannot be read does not take the others with it: a
 * line that begins with three dashes is a border wherever it stands. What is beyond a limit takes the file.
 */
public final class Documents {
    private static final Pattern BORDER = Pattern.compile("^---(?=[ \\t\\r\\n]|\\z)", Pattern.MULTILINE);
    private static final Pattern CONFLICT = Pattern.compile("^(?:<{7}|>{7})(?=[ \\r\\n]|\\z).*$", Pattern.MULTILINE);
    private static final Pattern SOURCE = Pattern.compile("^# Source: (\\S+)", Pattern.MULTILINE);
    private static final int CONFLICT_QUOTED_MAX = 60;

    private Documents() {}

    /**
     * {@return the documents of a file, in its order; at least one is there}
     *
     * @param file its bytes
     * @param fileName its name; may be empty
     * @throws ImportRefusedException when no document can be read, or a limit is passed
     */
    public static List<Document> read(byte[] file, String fileName, ImportLimits limits) {
        String text = SourceText.of(file, limits);
        String start = text.stripLeading();
        boolean json = start.startsWith("{") || start.startsWith("[");
        List<Document> documents = json ? json(text, fileName, limits) : yaml(text, limits);
        List<Document> refused = documents.stream()
                .filter(document -> document.refusal() != null)
                .toList();
        if (!refused.isEmpty() && documents.stream().noneMatch(Document::present)) {
            ImportRefusal first = refused.getFirst().refusal();
            throw new ImportRefusedException(
                    first == null ? new ImportRefusal(Kind.EMPTY, "There is nothing in the file.", 0, 0) : first);
        }
        return documents;
    }

    private static List<Document> json(String text, String fileName, ImportLimits limits) {
        try {
            return List.of(new Document("document 1", 1, new StrictJsonReader(limits).read(text), null));
        } catch (ImportRefusedException noJson) {
            boolean named = fileName.toLowerCase(Locale.ROOT).endsWith(".json");
            if (named && noJson.refusal().kind() == Kind.SYNTAX) {
                refuseConflict(text);
            }
            if (named || noJson.refusal().kind() != Kind.SYNTAX) {
                throw noJson;
            }
            return flowYaml(text, limits, noJson);
        }
    }

    /** YAML may start with a brace too; a file that is neither is told what is wrong with it as JSON. */
    private static List<Document> flowYaml(String text, ImportLimits limits, ImportRefusedException noJson) {
        List<Document> documents = yaml(text, limits);
        boolean readable = documents.stream().anyMatch(Document::present);
        ImportRefusal first = documents.getFirst().refusal();
        if (!readable && first != null && first.kind() == Kind.SYNTAX) {
            throw noJson;
        }
        return documents;
    }

    private static List<Document> yaml(String text, ImportLimits limits) {
        var reader = new YamlReader(limits);
        List<Document> documents = new ArrayList<>();
        int line = 1;
        for (String piece : pieces(text)) {
            piece(piece, line, reader, documents);
            line += Math.toIntExact(piece.chars().filter(c -> c == '\n').count());
        }
        if (documents.size() > limits.documentsMax()) {
            throw new ImportRefusedException(
                    Kind.TOO_LARGE, "More than " + limits.documentsMax() + " documents in the file.");
        }
        return documents;
    }

    private static void piece(String piece, int line, YamlReader reader, List<Document> documents) {
        Matcher source = SOURCE.matcher(piece);
        String template = source.find() ? source.group(1) : "";
        try {
            refuseConflict(piece);
            for (Json value : reader.read(piece)) {
                documents.add(new Document(name(template, documents.size()), line, value, null));
            }
        } catch (ImportRefusedException e) {
            ImportRefusal refusal = e.refusal();
            int at = refusal.line() == 0 ? 0 : refusal.line() + line - 1;
            var placed = new ImportRefusal(refusal.kind(), refusal.message(), at, refusal.column());
            if (refusal.kind() == Kind.TOO_LARGE) {
                throw new ImportRefusedException(placed);
            }
            documents.add(new Document(name(template, documents.size()), line, Json.NIL, placed));
        }
    }

    private static boolean saysNothing(String piece) {
        return piece.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#") || line.startsWith("%"));
    }

    private static String name(String template, int before) {
        return template.isEmpty() ? "document " + (before + 1) : template;
    }

    private static void refuseConflict(String piece) {
        Matcher conflict = CONFLICT.matcher(piece);
        if (conflict.find()) {
            String marker = conflict.group().strip();
            String quoted = marker.substring(0, Math.min(marker.length(), CONFLICT_QUOTED_MAX));
            throw SourceText.refused(
                    Kind.CONFLICT_MARKERS,
                    "\"" + quoted
                            + "\" is the mark of a merge that nobody finished. Keep one side and save the file again.",
                    piece,
                    conflict.start());
        }
    }

    /** {@return the text in pieces, each but perhaps the first beginning with its dashes; directives stay with theirs} */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        Matcher border = BORDER.matcher(text);
        int start = 0;
        while (border.find()) {
            boolean first = pieces.isEmpty();
            boolean said = border.start() > start && !(first && saysNothing(text.substring(start, border.start())));
            if (said) {
                pieces.add(text.substring(start, border.start()));
                start = border.start();
            }
        }
        pieces.add(text.substring(start));
        return pieces;
    }
}
