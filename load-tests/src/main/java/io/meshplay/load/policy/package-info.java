/** The bench of the policy engine. One thread. */
@NullMarked
package io.meshplay.load.policy;

import org.jspecify.annotations.NullMarked;
