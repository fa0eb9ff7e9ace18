package io.meshplay.models.registry;

import java.util.List;

/**
 * Where a file stands, and what that says when the file itself does not: {@code <model>/<version>/<definition
 * version>/components/<Kind>.json}, or of old {@code <model>/<version>/<Kind>.json}.
 *
 * @param path relative to what is loaded, with {@code /}
 * @param model name of the model's directory; empty when there is none
 * @param version name of the version's directory; empty when there is none
 * @param home path of the directory that holds the model's own file
 */
record Place(String path, String model, String version, String home) {
    private static final List<String> PARTS = List.of("components", "relationships", "policies", "connections");

    static Place of(String path) {
        List<String> segments = List.of(path.split("/"));
        int end = segments.size() - 1;
        if (end > 0 && PARTS.contains(segments.get(end - 1))) {
            end--;
        }
        boolean definitionVersion = end > 2 && segments.get(end - 1).matches("v?[0-9]+\\.[0-9]+\\.[0-9]+");
        int at = definitionVersion ? end - 2 : end - 1;
        return new Place(
                path,
                at >= 1 ? segments.get(at - 1) : at == 0 ? segments.getFirst() : "",
                at >= 1 ? segments.get(at) : "",
                String.join("/", segments.subList(0, end)));
    }

    String file() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
