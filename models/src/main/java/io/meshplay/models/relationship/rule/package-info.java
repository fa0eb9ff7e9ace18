/** Definitions made ready: pairs of fields, what they match in components, and what is wrong with them. Any thread. */
@NullMarked
package io.meshplay.models.relationship.rule;

import org.jspecify.annotations.NullMarked;
