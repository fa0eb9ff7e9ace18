package io.meshplay.collab.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.models.convert.DesignExporter.Target;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Finding;
import java.io.PrintWriter;
import java.util.List;

/** Says what became of a file that was converted: a line a finding, or one JSON object. */
record ConvertReport(PrintWriter out, boolean json) {
    void refused(String in, ImportRefusal refusal) {
        if (json) {
            ObjectNode report = JsonNodeFactory.instance.objectNode();
            report.put("in", in);
            report.set("refusal", refusal(refusal));
            out.println(report);
        } else {
            out.println(in + place(refusal) + ": " + refusal.code() + ": " + refusal.message());
        }
        out.flush();
    }

    void written(String in, String to, Target target, ImportReport read, List<Finding> leftOut) {
        if (json) {
            out.println(json(in, to, target, read, leftOut));
        } else {
            text(in, to, target, read, leftOut);
        }
        out.flush();
    }

    private void text(String in, String to, Target target, ImportReport read, List<Finding> leftOut) {
        for (ImportReport.Document document : read.documents()) {
            ImportRefusal refusal = document.refusal();
            if (refusal != null) {
                out.println(in + place(refusal) + ": not taken: " + document.name() + ": " + refusal.message());
            }
        }
        read.warnings().forEach(warning -> out.println(in + at(warning.path()) + ": " + warning.message()));
        leftOut.forEach(finding -> out.println(to + at(finding.path()) + ": " + finding.message()));
        out.println("Read " + read.components() + " components and " + read.relationships() + " relationships from "
                + in + " (" + read.format().label() + "), wrote " + to + " (" + target.label() + ").");
    }

    private static ObjectNode json(String in, String to, Target target, ImportReport read, List<Finding> leftOut) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("in", in).put("format", read.format().label());
        report.put("out", to).put("to", target.label());
        report.put("components", read.components()).put("relationships", read.relationships());
        ArrayNode documents = report.putArray("documents");
        for (ImportReport.Document document : read.documents()) {
            ObjectNode one = documents.addObject();
            one.put("name", document.name()).put("line", document.line()).put("components", document.components());
            ImportRefusal refusal = document.refusal();
            if (refusal != null) {
                one.set("refusal", refusal(refusal));
            }
        }
        ArrayNode warnings = report.putArray("warnings");
        read.warnings()
                .forEach(warning ->
                        warnings.addObject().put("path", warning.path()).put("message", warning.message()));
        ArrayNode left = report.putArray("leftOut");
        leftOut.forEach(finding -> left.addObject().put("path", finding.path()).put("message", finding.message()));
        return report;
    }

    private static ObjectNode refusal(ImportRefusal refusal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("code", refusal.code()).put("message", refusal.message());
        return json.put("line", refusal.line()).put("column", refusal.column());
    }

    private static String place(ImportRefusal refusal) {
        return refusal.line() == 0 ? "" : ":" + refusal.line() + ":" + refusal.column();
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : " " + path;
    }
}
