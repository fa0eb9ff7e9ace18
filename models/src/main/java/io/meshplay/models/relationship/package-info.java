<<<<<<< HEAD
/** Relationship definitions of the registry, as its files hold them. Any thread, unless a type says else. */
=======
/** Relationship definitions: what a registry says of which kinds relate. Any thread. */
>>>>>>> policy
@NullMarked
package io.meshplay.models.relationship;

import org.jspecify.annotations.NullMarked;
