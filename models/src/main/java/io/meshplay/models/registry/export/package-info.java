/**
 * Versions of models as files that Meshplay and {@link io.meshplay.models.registry.RegistryLoader} read. The door is {@link
 * io.meshplay.models.registry.export.ModelExport}. Any thread.
 */
@NullMarked
package io.meshplay.models.registry.export;

import org.jspecify.annotations.NullMarked;
