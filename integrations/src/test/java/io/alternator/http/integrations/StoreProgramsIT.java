package io.alternator.http.integrations;

import io.alternator.http.testkit.AlternatorTestCluster;
import java.util.List;
import java.util.stream.Stream;

/** Programs whose requests the testkit's store knows. */
final class StoreProgramsIT extends ProgramContract {
    @Override
    List<Program> programs() {
        return Stream.concat(
                        EnhancedProgram.withoutCounter().stream(),
                        Stream.of(new LockClientProgram(), new SpringTemplateProgram(), new CamelProgram(false)))
                .toList();
    }

    @Override
    AlternatorTestCluster.Builder with(AlternatorTestCluster.Builder cluster) {
        return cluster.store();
    }
}
