package io.alternator.http.architecture;

import static io.alternator.http.architecture.Fixtures.violations;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Each rule of {@link Rooms} passes on a table that fits the fixtures, and fails on one that does not. */
final class RoomsRulesTest {
    private static final String FITTING = """
            top    -> middle, bottom
            middle -> bottom
            bottom ->
            """;

    @Test
    void fittingTable_hasNoViolation() {
        Rooms rooms = rooms(FITTING);

        assertThat(violations("rooms", rooms.liveInAListedRoom())).isEmpty();
        assertThat(violations("rooms", rooms.referOnlyToTheRoomsTheyMayKnow())).isEmpty();
        assertThat(violations("rooms", rooms.shareTheirRoomWithAtMost(2))).isEmpty();
    }

    @Test
    void classInNoListedRoom_isReported() {
        assertThat(violations("rooms", rooms("""
                        top    ->
                        bottom ->
                        """).liveInAListedRoom()))
                .containsExactly(Fixtures.PACKAGE + ".rooms.middle.Middle is in no listed room");
    }

    @Test
    void listedRoomWithoutAClass_isReported() {
        assertThat(violations("rooms", rooms(FITTING + "empty ->").liveInAListedRoom()))
                .containsExactly("The listed room empty has no class");
    }

    @Test
    void referenceToARoomThatTheTableDoesNotAllow_isReported() {
        assertThat(violations("rooms", rooms("""
                        top    -> middle, bottom
                        middle ->
                        bottom ->
                        """).referOnlyToTheRoomsTheyMayKnow()))
                .isNotEmpty()
                .allMatch(message -> message.startsWith("middle may not know bottom: "))
                .anyMatch(message -> message.contains("Middle.take(") && message.contains("(Middle.java:"));
    }

    @Test
    void valuePassedOnFromARoomThatTheTableDoesNotAllow_isReported() {
        assertThat(violations("rooms", rooms("""
                        top    -> middle
                        middle -> bottom
                        bottom ->
                        """).referOnlyToTheRoomsTheyMayKnow()))
                .isNotEmpty()
                .allMatch(message -> message.startsWith("top may not know bottom: "))
                .anyMatch(message -> message.contains("(Top.java:8), whose signature has Bottom"));
    }

    @Test
    void roomWithTooManyTypes_isReportedWithTheirNames() {
        assertThat(violations("rooms", rooms(FITTING).shareTheirRoomWithAtMost(1)))
                .containsExactly("bottom has 2 top-level types: Bottom, SecondBottom");
    }

    @Test
    void tableThatPointsUp_isRefused() {
        assertThatThrownBy(() -> rooms("""
                        bottom ->
                        top    -> bottom
                        """)).hasMessageContaining("top may know bottom, which is listed above it");
    }

    @Test
    void roomListedTwice_isRefused() {
        assertThatThrownBy(() -> rooms("""
                        top ->
                        top ->
                        """)).hasMessageContaining("top is listed twice");
    }

    @Test
    void arrowToAnUnlistedRoom_isRefused() {
        assertThatThrownBy(() -> rooms("top -> nowhere"))
                .hasMessageContaining("top may know nowhere, which is not listed");
    }

    @Test
    void lineWithoutAnArrow_isRefused() {
        assertThatThrownBy(() -> rooms("top")).hasMessageContaining("top");
    }

    private static Rooms rooms(String table) {
        return Rooms.below(Fixtures.PACKAGE + ".rooms", table);
    }
}
