/** Policies in the server: evaluates live designs, tells their rooms, and carries out what is accepted. */
@NullMarked
package io.meshplay.collab.policy;

import org.jspecify.annotations.NullMarked;
