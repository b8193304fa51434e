import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import seatfiller.SeatfillerExtension.ControlException;
import seatfiller.SeatfillerExtension.Fault;
import seatfiller.SeatfillerExtension.Query;
import seatfiller.SeatfillerExtension.Request;
import seatfiller.SeatfillerExtension.Seatfiller;
import seatfiller.SeatfillerExtension.SeatfillerTest;

@SeatfillerTest
class SeatfillerExtensionTest {
    private static String server;

    private Seatfiller before;

    @BeforeEach
    void takesTheWorldOfTheTest(Seatfiller seatfiller) {
        before = seatfiller;
    }

    @AfterEach
    void seesOneServerInTheWholeRun(Seatfiller seatfiller) {
        synchronized (SeatfillerExtensionTest.class) {
            String url = seatfiller.url().replaceAll("/__world/.*", "");
            server = server == null ? url : server;
            assertEquals(server, url);
        }
    }

    @Test
    @SeatfillerTest(verify = true)
    void comesBackAfterTooManyRequests(Seatfiller seatfiller) throws Exception {
        String fault = seatfiller.faults().add(Fault.status(429).retryAfterSeconds(1)
                .operation("store.listSeatsOfUser").page(2).times(1));
        assertEquals(260, new LicenceClient(seatfiller.url()).seats("max@contoso.com"));
        assertEquals(1, seatfiller.requests().count(Query.status(429)));
        assertEquals(1, seatfiller.faults().fired(fault));
        assertSame(before, seatfiller);
    }

    @RepeatedTest(8)
    void seesItsOwnRequestsOnly(Seatfiller seatfiller) throws Exception {
        new LicenceClient(seatfiller.url()).seats("max@contoso.com");
        List<Request> requests = seatfiller.requests().find(Query.all());
        assertEquals(List.of(1L, 2L, 3L), requests.stream().map(Request::id).toList());
        assertTrue(seatfiller.name().startsWith("repetition-"), seatfiller.name());
    }

    @Test
    @SeatfillerTest(seed = {"seed.json", "seed.sql"}, quirks = "store.maxResults=clamp")
    void beginsWithTheSeedsAndTheQuirksOfItsAnnotation(Seatfiller seatfiller) throws Exception {
        String url = seatfiller.url() + "/V1/Users/eve@contoso.com/Seats?maxResults=200";
        assertEquals("{\"seats\":[]}", LicenceClient.ask(url).body());
        seatfiller.reset();
        assertEquals(404, LicenceClient.ask(seatfiller.url() + "/V1/Users/ann@contoso.com/Seats")
                .statusCode());
    }

    @Test
    void freezesAndMovesTheClock(Seatfiller seatfiller) {
        Instant noon = Instant.parse("2018-05-01T12:00:00Z");
        seatfiller.clock().freeze(noon);
        seatfiller.clock().advance(Duration.ofMinutes(90));
        assertEquals(noon.plusSeconds(5400), seatfiller.clock().now());
        seatfiller.clock().reset();
        assertTrue(seatfiller.clock().now().isAfter(Instant.parse("2020-01-01T00:00:00Z")));
    }

    @Test
    void judgesTraversals(Seatfiller seatfiller) throws Exception {
        LicenceClient.ask(seatfiller.url() + "/V1/Users/max@contoso.com/Seats");
        var error = assertThrows(AssertionError.class, () -> seatfiller.traversals().verify());
        assertTrue(error.getMessage().contains("abandoned: Page 1 had a continuationToken"));
        seatfiller.traversals().verify("abandoned", "restarted");
        var traversal = seatfiller.traversals().list().get(0);
        assertEquals(List.of(1, 235), List.of(traversal.pages(), traversal.missed()));
    }

    @Test
    void saysWhatIsWrongWithAFault(Seatfiller seatfiller) {
        var error = assertThrows(
                ControlException.class, () -> seatfiller.faults().add("{\"do\":{\"stauts\":503}}"));
        assertEquals(400, error.status());
        assertEquals("bad-fault", error.code());
        assertTrue(error.getMessage().contains("did you mean \\\"status\\\"?"), error.getMessage());
        assertTrue(error.members().get("detail").toString().contains("did you mean \"status\"?"));
    }

    @Test
    void takesFaultsOfEveryKind(Seatfiller seatfiller) throws Exception {
        String url = seatfiller.url() + "/V1/Users/max@contoso.com/Seats";
        seatfiller.faults().add(Fault.status(503).body("a \"word\"\n").user("ann@contoso.com"));
        seatfiller.faults().add(Fault.connection("EMPTY_RESPONSE").call(1));
        seatfiller.faults().add(Fault.paging("page-short").count(3).path("/V1/Users/*"));
        seatfiller.faults().add(Fault.delay(Duration.ofMillis(1)));
        seatfiller.faults().add(Fault.truncateBody(10).customerId("none"));
        seatfiller.faults().add(Fault.throttle(1000, 60));
        // The JDK's client comes again by itself after a connection that ended without an answer.
        assertEquals(22, LicenceClient.ask(url).body().split("assignedTo").length - 1);
        assertNull(seatfiller.requests().find(Query.path("/V1/Users/*")).get(0).status());
        assertEquals("a \"word\"\n", LicenceClient.ask(url.replace("max", "ann")).body());
        seatfiller.faults().clear();
        assertEquals(200, LicenceClient.ask(url).statusCode());
    }

    @Test
    void waitsForRequests(Seatfiller seatfiller) throws Exception {
        new LicenceClient(seatfiller.url()).seats("max@contoso.com");
        Query query = Query.user("max@contoso.com").and("method", "GET");
        assertEquals(3, seatfiller.requests().waitFor(query, 3, Duration.ofSeconds(5)).size());
        var error = assertThrows(ControlException.class, () -> seatfiller.requests().waitFor(
                Query.operation("store.getSeat"), 1, Duration.ofMillis(20)));
        assertEquals(408, error.status());
        assertTrue(error.members().containsKey("closest"));
        seatfiller.requests().clear();
        assertEquals(0, seatfiller.requests().count(Query.all()));
    }

    @Nested
    class InAClassWithin {
        @Test
        void hasAWorldToo(Seatfiller seatfiller) {
            assertFalse(seatfiller.name().isEmpty());
        }
    }
}
