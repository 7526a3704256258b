package io.alternator.http.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What core looks up by name, and nothing else, is in its metadata for GraalVM's native-image. */
final class NativeImageTest {
    @Test
    void everythingLookedUpByName_isListed() {
        Set<String> places = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(RoomsTest.API).stream()
                        .flatMap(ReflectiveAccess::byName)
                        .collect(Collectors.toSet());
        assertThat(places).isEqualTo(ReflectiveAccess.WITH_METADATA.keySet());
    }

    @Test
    void everythingListed_hasMetadata() {
        NativeImageMetadata metadata = NativeImageMetadata.read();
        assertThat(ReflectiveAccess.WITH_METADATA.values())
                .allSatisfy(names -> assertThat(names).allMatch(metadata::has));
    }
}
