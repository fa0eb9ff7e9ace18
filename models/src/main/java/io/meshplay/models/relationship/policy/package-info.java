/** The policy engine: {@link PolicyEngine} evaluates a design. A {@link PolicySession} belongs to one thread at a time. */
@NullMarked
package io.meshplay.models.relationship.policy;

import org.jspecify.annotations.NullMarked;
