package io.meshplay.models.check.rule;

/**
 * What one check is about.
 *
 * @param id stable name, in lower case with dashes
 * @param severity how bad its findings are
 * @param category what it looks at
 * @param fixes whether its findings can come with a fix; not each of them does
 * @param title one clause that says what is wrong
 * @param explanation why that is bad, and what to do
 */
public record Check(String id, Severity severity, Category category, boolean fixes, String title, String explanation) {}
