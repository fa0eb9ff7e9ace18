/** People in real browsers, against the built server. */
@NullMarked
package io.meshplay.load.browser;

import org.jspecify.annotations.NullMarked;
