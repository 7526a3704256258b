package io.alternator.http.sync;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alternator.http.internal.sdk.SdkVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** A class path with an SDK, or a module of it, that is too old. */
final class OldSdkTest {
    /** The class path of the test, but for the version of one of the SDK's modules. */
    private static final class Loader extends ClassLoader {
        private final String module;
        private final String properties;

        private Loader(String module, String properties) {
            super(OldSdkTest.class.getClassLoader());
            this.module = module;
            this.properties = properties;
        }

        private Class<?> define(byte[] code) {
            return defineClass(null, code, 0, code.length);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.endsWith("/" + module + "/pom.properties")
                    ? new ByteArrayInputStream(properties.getBytes(StandardCharsets.UTF_8))
                    : super.getResourceAsStream(name);
        }
    }

    private static SdkHttpClient client(String module, String properties) {
        return (SdkHttpClient) Proxy.newProxyInstance(
                new Loader(module, properties),
                new Class<?>[] {SdkHttpClient.class},
                (client, method, arguments) -> method.getName().equals("clientName") ? "Test" : null);
    }

    @ParameterizedTest
    @CsvSource({"sdk-core, 2.29.6", "http-client-spi, 2.31.78", "sdk-core, 1.12.0"})
    void oldModule_isRefusedWhenTheClientIsWrapped(String module, String version) {
        SdkHttpClient client = client(module, "version=" + version);
        assertThatThrownBy(() -> AlternatorHttpClient.wrap(client))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("AWS SDK " + version + " (" + module + "): 2.32.0 or newer is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"version=2.32.0", "version=2.100.1-SNAPSHOT", "version=3.0.0", "version=unknown", "", "\\u"})
    void newOrUnknownModule_isAccepted(String properties) {
        SdkHttpClient client = client("sdk-core", properties);
        assertThatCode(() -> SdkVersion.requireSupported(client.getClass())).doesNotThrowAnyException();
    }

    @Test
    void moduleOfTheClient_isCheckedToo() throws IOException {
        String client = ApacheHttpClient.class.getName();
        try (InputStream code =
                OldSdkTest.class.getClassLoader().getResourceAsStream(client.replace('.', '/') + ".class")) {
            Class<?> type = new Loader("apache-client", "version=2.29.6")
                    .define(Objects.requireNonNull(code).readAllBytes());
            assertThatThrownBy(() -> SdkVersion.requireSupported(type))
                    .hasMessageContaining("AWS SDK 2.29.6 (apache-client): 2.32.0 or newer is required");
        }
        assertThatCode(() -> SdkVersion.requireSupported(ApacheHttpClient.class))
                .doesNotThrowAnyException();
    }
}
