/** What checks are made of: a design made ready to be looked at, places in it, findings and fixes. One thread a design. */
@NullMarked
package io.meshplay.models.check.rule;

import org.jspecify.annotations.NullMarked;
