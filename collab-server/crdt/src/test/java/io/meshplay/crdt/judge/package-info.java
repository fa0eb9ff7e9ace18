/** Stock Yjs beside the tests: a judge of content and a recorder of honest sessions, both in Node. */
@NullMarked
package io.meshplay.crdt.judge;

import org.jspecify.annotations.NullMarked;
