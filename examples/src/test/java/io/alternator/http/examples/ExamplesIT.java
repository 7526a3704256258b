package io.alternator.http.examples;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The examples as they are started without arguments, on the embedded cluster. */
final class ExamplesIT {
    private static DynamicTest ends(String name, Consumer<String[]> main) {
        return DynamicTest.dynamicTest(
                name, () -> assertThatCode(() -> main.accept(new String[0])).doesNotThrowAnyException());
    }

    @Tag("soak")
    @TestFactory
    Stream<DynamicTest> examplesEndWithoutAnError() {
        return Stream.of(
                ends("TryPerConnection", TryPerConnection::main),
                ends("TryPerRequest", TryPerRequest::main),
                ends("TryAsync", TryAsync::main),
                ends("TryEnhanced", TryEnhanced::main));
    }
}
