/** How Meshplay is deployed and watched, checked by the programs that read these files: Helm, HAProxy, Prometheus and others. */
@NullMarked
package io.meshplay.infra;

import org.jspecify.annotations.NullMarked;
