/**
 * JSON Schemas of component definitions: walked for defaults and forms, validated by a library whose regular expressions
 * run in linear time. A schema is hostile input. Any thread.
 */
@NullMarked
package io.meshplay.models.schema;

import org.jspecify.annotations.NullMarked;
