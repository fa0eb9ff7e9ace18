package io.meshplay.models.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;

/**
 * Regular expressions of schemas in RE2's syntax, which is that of Kubernetes: they run in linear time, whatever the text.
 * What only backtracking engines can do (looking around, references back) is not checked.
 */
final class LinearPattern implements RegularExpressionFactory {
    private static final int PATTERN_MAX = 4_096;

    @Override
    public RegularExpression getRegularExpression(String pattern) {
        if (pattern.length() > PATTERN_MAX) {
            return _ -> true;
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            return text -> compiled.matcher(text).find();
        } catch (PatternSyntaxException e) {
            return _ -> true;
        }
    }
}
