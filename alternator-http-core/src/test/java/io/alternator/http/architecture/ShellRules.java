package io.alternator.http.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;

/** Rules for the sync and async shells: they carry out what core decides. */
public final class ShellRules {
    private ShellRules() {}

    /** Of core's internal packages, a shell uses the call, what the call hands it, and the client that it asks for calls. */
    public static ArchRule knowsOnlyTheCall(String shell) {
        return classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        shell,
                        "java..",
                        "org.jspecify..",
                        "org.reactivestreams..",
                        "software.amazon.awssdk.http..",
                        "software.amazon.awssdk.metrics..",
                        "software.amazon.awssdk.utils..",
                        "io.alternator.http",
                        "io.alternator.http.internal.call",
                        "io.alternator.http.internal.client",
                        "io.alternator.http.internal.identity",
                        "io.alternator.http.internal.operation",
                        "io.alternator.http.internal.sdk",
                        "io.alternator.http.internal.settings",
                        "io.alternator.http.internal.time",
                        "io.alternator.http.internal.transport");
    }
}
