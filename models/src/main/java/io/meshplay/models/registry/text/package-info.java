/** How the texts of definitions are read: names of fields, versions, YAML, and what people search by. Any thread. */
@NullMarked
package io.meshplay.models.registry.text;

import org.jspecify.annotations.NullMarked;
