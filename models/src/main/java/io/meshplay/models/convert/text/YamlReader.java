package io.meshplay.models.convert.text;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.TreeBuilder.Place;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the documents of a YAML file from the parser's events, which need no recursion however deep a file goes. */
final class YamlReader {
    private final ImportLimits limits;
    private final TreeBuilder builder;
    private int count;

    YamlReader(ImportLimits limits) {
        this.limits = limits;
        this.builder = new TreeBuilder(limits);
    }

    /**
     * Reads the next piece of a file; limits hold for all pieces together.
     *
     * @return its documents; null values stand for empty ones
     */
    List<Json> read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(limits.codePointsMax() + 1)
                .setParseComments(false)
                .build();
        List<Json> documents = new ArrayList<>();
        builder.reset();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                take(event, documents);
            }
        } catch (MarkedYamlEngineException e) {
            throw refused(e);
        } catch (ReaderException e) {
            throw SourceText.refused(Kind.NOT_TEXT, "A character that no text has.", text, e.getPosition());
        } catch (YamlEngineException e) {
            throw new ImportRefusedException(Kind.SYNTAX, "No YAML: " + e.getMessage());
        }
        return documents;
    }

    private void take(Event event, List<Json> documents) {
        switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> builder.alias(((AliasEvent) event).getAlias().getValue(), place(event));
            case MappingStart -> {
                var start = (MappingStartEvent) event;
                refuseTag(start.getTag().orElse(null), start);
                builder.enter(true, anchor(start), place(event));
            }
            case SequenceStart -> {
                var start = (SequenceStartEvent) event;
                refuseTag(start.getTag().orElse(null), start);
                builder.enter(false, anchor(start), place(event));
            }
            case MappingEnd, SequenceEnd -> builder.leave(place(event));
            case DocumentEnd -> {
                documents.add(builder.finish());
                count++;
                if (count > limits.documentsMax()) {
                    throw place(event)
                            .refused(Kind.TOO_LARGE, "More than " + limits.documentsMax() + " documents in the file.");
                }
            }
            case StreamStart, StreamEnd, DocumentStart, Comment -> {}
        }
    }

    private void scalar(ScalarEvent event) {
        refuseTag(event.getTag().orElse(null), event);
        boolean plain = event.isPlain();
        Json value = plain ? YamlScalar.resolve(event.getValue()) : Json.of(event.getValue());
        builder.scalar(value, plain, anchor(event), place(event));
    }

    private static void refuseTag(@Nullable String tag, Event event) {
        if (tag != null) {
            throw place(event)
                    .refused(Kind.UNSUPPORTED, "The tag " + tag + " is not read. Write the value without a tag.");
        }
    }

    private static @Nullable String anchor(NodeEvent event) {
        return event.getAnchor().map(Anchor::getValue).orElse(null);
    }

    private static Place place(Event event) {
        return place(event.getStartMark().orElse(null));
    }

    private static Place place(@Nullable Mark mark) {
        return mark == null ? new Place(0, 0) : new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static ImportRefusedException refused(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "cannot be read" : e.getProblem();
        return place(e.getProblemMark().or(e::getContextMark).orElse(null))
                .refused(Kind.SYNTAX, "No YAML: " + problem + ".");
    }
}
