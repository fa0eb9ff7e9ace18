/** Kubernetes manifests, read and written. */
@NullMarked
package io.meshplay.models.convert.kubernetes;

import org.jspecify.annotations.NullMarked;
