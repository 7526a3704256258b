package io.alternator.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricCollector;

final class AlternatorMetricTest {
    /** Has classes of this library of its own; all else, the SDK above all, is its parent's. */
    private static final class OtherLoader extends URLClassLoader {
        private OtherLoader() {
            super(
                    new URL[] {
                        AlternatorMetric.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    AlternatorMetric.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(AlternatorMetric.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Test
    void libraryInTwoClassLoadersOverOneSdk_works() throws IOException, ReflectiveOperationException {
        assertThat(AlternatorMetric.NODE.name()).isEqualTo("AlternatorNode");
        try (OtherLoader loader = new OtherLoader()) {
            Class<?> other = Class.forName(AlternatorMetric.class.getName(), true, loader);
            assertThat(other).isNotSameAs(AlternatorMetric.class);
            assertThat(other.getField("NODE").get(null)).hasToString("AlternatorNode");
        }
    }

    @Test
    void nodeIsReported() {
        MetricCollector collector = MetricCollector.create("test");
        collector.reportMetric(AlternatorMetric.NODE, "10.0.0.1:8000");
        MetricCollection collected = collector.collect();
        assertThat(collected.metricValues(AlternatorMetric.NODE)).containsExactly("10.0.0.1:8000");
    }
}
