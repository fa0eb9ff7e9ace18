/** Kinds as clusters define them: custom resource definitions and OpenAPI documents. Any thread. */
@NullMarked
package io.meshplay.models.registry.api;

import org.jspecify.annotations.NullMarked;
