package io.alternator.http.springboot;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Matches if there is an HTTP client to wrap: a bean of a builder, or one of the SDK's clients on the class path. */
abstract class OnHttpClient extends SpringBootCondition implements ConfigurationCondition {
    private final Class<?> builder;
    private final Predicate<@Nullable ClassLoader> onClassPath;
    private final String remedy;

    private OnHttpClient(Class<?> builder, Predicate<@Nullable ClassLoader> onClassPath, String remedy) {
        this.builder = builder;
        this.onClassPath = onClassPath;
        this.remedy = remedy;
    }

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        if (context.getBeanFactory() != null
                && context.getBeanFactory().getBeanNamesForType(builder, true, false).length > 0) {
            return ConditionOutcome.match("found a bean of " + builder.getName());
        }
        return onClassPath.test(context.getClassLoader())
                ? ConditionOutcome.match("found an HTTP client of the SDK on the class path")
                : ConditionOutcome.noMatch("found no HTTP client of the SDK on the class path; " + remedy);
    }

    /** For the sync client. */
    static final class Sync extends OnHttpClient {
        Sync() {
            super(SdkHttpClient.Builder.class, HttpClients::hasSync, "add apache5-client or apache-client");
        }
    }

    /** For the async client. */
    static final class Async extends OnHttpClient {
        Async() {
            super(SdkAsyncHttpClient.Builder.class, HttpClients::hasAsync, "add netty-nio-client");
        }
    }
}
