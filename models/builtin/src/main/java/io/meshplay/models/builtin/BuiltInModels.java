package io.meshplay.models.builtin;

import io.meshplay.models.registry.Registry;
import java.io.IOException;
import java.io.InputStream;

/** The registry that ships with us. */
public final class BuiltInModels {
    static final String RESOURCE = "models.registry";

    private BuiltInModels() {}

    /**
     * Opens it; its contents stay packed until somebody asks for them.
     *
     * @throws IOException when this build has none
     */
    public static Registry open() throws IOException {
        try (InputStream file = BuiltInModels.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IOException("this build of Meshplay holds no built-in models");
            }
            return Registry.builtIn(file);
        }
    }
}
