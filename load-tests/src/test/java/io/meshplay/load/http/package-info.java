/** Bad input from outside: arguments, directories, foreign pages, oversized things, a full disk. */
@NullMarked
package io.meshplay.load.http;

import org.jspecify.annotations.NullMarked;
