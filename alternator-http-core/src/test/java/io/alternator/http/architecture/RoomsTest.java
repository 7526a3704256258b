package io.alternator.http.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.alternator.http.architecture.TypeCircles.allow;
import static io.alternator.http.architecture.TypeCircles.haveNoTypeCircles;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/** Core's rooms (the packages below {@code internal}), the arrows between them, and what holds inside them. */
@AnalyzeClasses(packages = RoomsTest.API, importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {
    static final String API = "io.alternator.http";

    /** A reader should be able to keep a whole room in mind. A room that needs more types decides two things. */
    private static final int MAX_TYPES_PER_ROOM = 13;

    /**
     * Each room, and the rooms that it may know. Arrows point down only. Every room may also know the public package;
     * balancing may know only a few types there (see {@link #balancingKnowsOnlyThePolicy}).
     */
    private static final Rooms ROOMS = Rooms.below(API + ".internal", """
            client     -> call, hedging, keys, selection, affinity, rewrite, monitor, cluster, discovery, nodelist, health, balancing, metrics, transport, sdk, control, operation, node, time, concurrent, identity
            metrics    -> call, hedging, keys, selection, cluster, nodelist, health, operation, node, time, identity
            call       -> keys, selection, affinity, hedging, rewrite, monitor, cluster, health, compression, transport, operation, node, time, concurrent, identity
            hedging    -> balancing, time, concurrent, identity
            keys       -> affinity, cluster, operation, time, identity
            selection  -> affinity, cluster, balancing, operation, concurrent, node
            affinity   -> cluster, node
            rewrite    -> health, compression, transport, sdk, operation, node, identity
            monitor    -> cluster, health, concurrent, transport, time, identity
            cluster    -> health, nodelist, balancing, transport, control, node, time, concurrent, identity
            discovery  -> nodelist, node, time, identity
            nodelist   -> balancing, node, time, settings, identity
            health     -> transport, control, concurrent, node, time, identity
            balancing  -> concurrent
            control    -> transport, sdk, node, time
            transport  -> sdk, node, identity
            sdk        -> settings
            node       -> identity
            operation  ->
            time       -> identity
            identity   ->
            concurrent ->
            compression ->
            settings   ->
            """);

    @ArchTest
    static final ArchRule everyInternalClassLivesInAListedRoom =
            classes().that().resideOutsideOfPackage(API).should(ROOMS.liveInAListedRoom());

    @ArchTest
    static final ArchRule roomsKnowOnlyWhatTheTableAllows = classes().should(ROOMS.referOnlyToTheRoomsTheyMayKnow());

    @ArchTest
    static final ArchRule roomsAreSmall = classes().should(ROOMS.shareTheirRoomWithAtMost(MAX_TYPES_PER_ROOM));

    /** A factory of the public policy may name its implementation, which implements the policy. */
    @ArchTest
    static final ArchRule typesHaveNoCircles = classes()
            .should(haveNoTypeCircles(
                    allow("LoadBalancingPolicy", "AdaptivePicker"), allow("LoadBalancingPolicy", "LeastLoadedPicker")));

    @ArchTest
    static final ArchRule publicTypesKnowOnlyBalancingAndSettings =
            CoreRules.publicTypesKnowOnlyBalancingAndSettings(API);

    @ArchTest
    static final ArchRule balancingKnowsOnlyThePolicy = CoreRules.balancingKnowsOnlyThePolicyOfThePublicTypes(API);

    @ArchTest
    static final ArchRule eachLogLineNamesItsClient = CoreRules.onlyClientLogKnowsSlf4j(API);

    @ArchTest
    static final ArchRule micrometerStaysInMetrics = CoreRules.micrometerStaysInMetrics(API);

    @ArchTest
    static final ArchRule onlyInterceptorsKnowTheSdksCore = CoreRules.onlyInterceptorsKnowTheSdksCore(API);

    @ArchTest
    static final ArchRule algorithmsKnowNoRequest = CoreRules.algorithmsKnowNoRequest(API);

    @ArchTest
    static final ArchRule clocksAndChanceAreNamedInClientOnly = CoreRules.clocksAndChanceAreNamedInClientOnly(API);

    @ArchTest
    static final ArchRule fewClassesAreLong =
            classes().should(SourceLines.seldomHaveMoreCodeLines(150, 0.06, SourceLines.MAIN));

    @ArchTest
    static final ArchTests code = ArchTests.in(CodeRules.class);

    @ArchTest
    static final ArchTests api = ArchTests.in(PublicApiRules.class);
}
