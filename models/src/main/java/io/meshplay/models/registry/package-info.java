/**
 * Models, components and relationships as definitions: loaded from files, kept by content, looked up and searched. The
 * door is {@link io.meshplay.models.registry.Registry}. Any thread.
 */
@NullMarked
package io.meshplay.models.registry;

import org.jspecify.annotations.NullMarked;
