package io.alternator.http.springboot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/** Reports an invalid property in place of a stack trace: the property, its value and the remedy. */
final class InvalidPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidPropertyException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidPropertyException cause) {
        String value = cause.value() == null ? "" : " with the value '" + cause.value() + "'";
        return new FailureAnalysis(
                "The property " + cause.property() + value + " is invalid: " + cause.problem() + ".",
                StringUtils.capitalize(cause.remedy()) + ".",
                cause);
    }
}
