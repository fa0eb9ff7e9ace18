/** Kustomizations, built by a binary of the machine in a child process. */
@NullMarked
package io.meshplay.models.convert.kustomize;

import org.jspecify.annotations.NullMarked;
