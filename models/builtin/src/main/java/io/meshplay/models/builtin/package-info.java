/**
 * The models that ship with us, and the program that makes them when the project is built: it reads the packages that
 * {@code sources.json} names and writes one registry file. Only {@link io.meshplay.models.builtin.BuiltInModels} is for others.
 */
@NullMarked
package io.meshplay.models.builtin;

import org.jspecify.annotations.NullMarked;
