package io.alternator.http.integrations;

import io.alternator.http.testkit.AlternatorTestCluster;
import io.alternator.http.testkit.thirdparty.Dynalite;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All programs, on a server of another maker behind the embedded nodes. */
final class DynaliteProgramsIT extends ProgramContract {
    @RegisterExtension
    static final Dynalite SERVER = new Dynalite();

    @Override
    List<Program> programs() {
        return Stream.concat(
                        EnhancedProgram.withCounter().stream(),
                        Stream.of(
                                new LockClientProgram(),
                                new SpringTemplateProgram(),
                                new CamelProgram(true),
                                new LeaseProgram()))
                .toList();
    }

    @Override
    AlternatorTestCluster.Builder with(AlternatorTestCluster.Builder cluster) {
        return cluster.backend(SERVER.uri());
    }
}
